"""A feed, from a file or from the net, as records. A feed holds what its site last published, so all of it was public."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from time import strftime, struct_time
from typing import Any

import feedparser
from django.utils.translation import gettext as _

from commonpress.engines.lib import http
from commonpress.engines.lib.text import slug
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.wordpress.dates import FORM
from commonpress.interfaces.transfer.wordpress.records import Author, Fact, Item, Record, Term
from commonpress.interfaces.transfer.wordpress.stream import Mended

MOST = 16 * 1024 * 1024  # bytes; feeds are read at once
SECONDS = 30
ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


class Feed:
    """The records of one feed, which is parsed once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: Any = None

    def records(self, _path: Path, _mended: Mended | None = None) -> Iterator[Record]:
        """Raises ``ImportProblem``."""
        self.found = self.found or parsed(bytes_of(self.source), self.source)
        about = self.found.feed
        yield Fact("link", str(about.get("link") or self.source))
        yield Fact("title", str(about.get("title", "")))
        yield Fact("language", str(about.get("language", "")))
        yield from self.authors()
        for entry in self.found.entries:
            yield from items(entry, person(entry, about)[0])

    def authors(self) -> Iterator[Author]:
        seen = set()
        for entry in self.found.entries:
            login, name, mail = person(entry, self.found.feed)
            if login and login not in seen:
                seen.add(login)
                yield Author(login, mail, name)


def bytes_of(source: str) -> bytes:
    try:
        if source.startswith(("http://", "https://")):
            return http.fetch(source, max_bytes=MOST, seconds=SECONDS).body
        with Path(source).open("rb") as file:
            data = file.read(MOST + 1)
    except http.FetchError as error:
        raise ImportProblem(_("The feed could not be fetched: %(why)s") % {"why": error}) from error
    except OSError as error:
        raise ImportProblem(
            _("The file %(path)s cannot be read: %(why)s") % {"path": source, "why": error.strerror or error}
        ) from error
    if len(data) > MOST:
        raise ImportProblem(_("The feed has more than %(megabytes)d MB.") % {"megabytes": MOST // 2**20})
    return data


def parsed(data: bytes, source: str) -> Any:
    if ENTITY.search(data):
        raise ImportProblem(_("The feed defines entities, which no feed needs and which can be an attack."))
    # A stream, never a string: that would be taken for an address. Nothing is cleaned here, all of it is later.
    found = feedparser.parse(
        io.BytesIO(data), sanitize_html=False, response_headers={"content-location": source}
    )
    if not found.get("version"):
        raise ImportProblem(_("This is no RSS or Atom feed. Give the address or the file of one."))
    return found


def items(entry: Any, creator: str) -> Iterator[Item]:
    key = str(entry.get("id") or entry.get("link") or entry.get("title") or "")
    if picture := picture_of(entry):
        yield Item(
            f"picture:{key}",
            "attachment",
            "inherit",
            title=str(entry.get("title", "")),
            attachment_url=picture,
        )
    content = next((str(part.get("value", "")) for part in entry.get("content", ()) if part.get("value")), "")
    summary = str(entry.get("summary", ""))
    yield Item(
        key,
        title=str(entry.get("title", "")),
        link=str(entry.get("link", "")),
        creator=creator,
        content=content or summary,
        excerpt=summary if content else "",
        date_gmt=moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        terms=tuple(terms(entry)),
        meta={"_thumbnail_id": [f"picture:{key}"]} if picture else {},
    )


def terms(entry: Any) -> Iterator[Term]:
    for tag in entry.get("tags", ()):
        name = str(tag.get("label") or tag.get("term") or "").strip()
        if name:
            yield Term("post_tag", slug(name), name)


def picture_of(entry: Any) -> str:
    """Of the enclosures and of Media RSS, the first that is one."""
    found = [*entry.get("enclosures", ()), *entry.get("media_content", ()), *entry.get("media_thumbnail", ())]
    kinds = ((str(each.get("type", "")), str(each.get("medium", "")), each) for each in found)
    wanted = (
        each
        for kind, medium, each in kinds
        if kind.startswith("image/") or medium == "image" or not (kind or medium)
    )
    return next(
        (str(each.get("href") or each.get("url")) for each in wanted if each.get("href") or each.get("url")),
        "",
    )


def person(entry: Any, feed: Any) -> tuple[str, str, str]:
    """A short name, the name and the address of who wrote it; the feed's own when the entry does not say."""
    for holder in (entry, feed):
        detail = holder.get("author_detail") or {}
        name, mail = (
            str(detail.get("name") or holder.get("author") or "").strip(),
            str(detail.get("email") or "").strip(),
        )
        if name or mail:
            return slug(name or mail.partition("@")[0]), name or mail.partition("@")[0], mail
    return "", "", ""


def moment(given: struct_time | None) -> str:
    """feedparser gives UTC."""
    return strftime(FORM, given) if given else ""
