"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from commonpress.engines.site.address import absolute
from commonpress.engines.site.options import Paper
from commonpress.interfaces.syndication.channels import Channel
from commonpress.interfaces.syndication.entries import Attached, Entry
from commonpress.interfaces.syndication.moments import rfc3339
from commonpress.interfaces.syndication.xml import legal

TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def render(channel: Channel, paper: Paper) -> bytes:
    feed: dict[str, Any] = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": channel.feed_url("json"),
        "description": channel.words,
        "language": paper.language,
        "authors": [{"name": paper.organisation or paper.name, "url": absolute("/")}],
        "items": [item(entry) for entry in channel.entries],
    }
    if paper.icon:
        feed["icon"] = absolute(paper.icon)
    # No character that XML forbids goes out here either: few programs expect one.
    return legal(json.dumps(feed, ensure_ascii=False, indent=1)).encode()


def item(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": legal(entry.title),
        "summary": legal(entry.summary),
        "content_html": legal(entry.html),
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "language": entry.language,
        "tags": list(entry.categories),
    }
    if entry.authors:
        found["authors"] = [{"name": author.name, "url": author.url} for author in entry.authors]
    if entry.picture:
        found |= {"image": entry.picture.url, "attachments": [attachment(entry.picture)]}
    # Programs send readers there when they see it, so only where the original asked for them.
    if entry.source and entry.source.is_canonical:
        found["external_url"] = entry.source.url
    return found


def attachment(picture: Attached) -> dict[str, Any]:
    found: dict[str, Any] = {"url": picture.url, "mime_type": picture.type, "size_in_bytes": picture.length}
    return {**found, "title": legal(picture.alt)} if picture.alt else found
