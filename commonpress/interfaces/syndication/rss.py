"""RSS 2.0 (rssboard.org/rss-specification) with Dublin Core, content, Media RSS and Atom's self link."""

from commonpress.engines.site.address import absolute
from commonpress.engines.site.options import Paper
from commonpress.interfaces.syndication.channels import Channel
from commonpress.interfaces.syndication.entries import Attached, Entry
from commonpress.interfaces.syndication.moments import rfc822, rfc3339
from commonpress.interfaces.syndication.xml import Element, add, add_markup, document, root

TYPE = "application/rss+xml"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SPACES = {
    prefix: space.strip("{}")
    for prefix, space in {"atom": ATOM, "dc": DC, "content": CONTENT, "media": MEDIA}.items()
}


def render(channel: Channel, paper: Paper) -> bytes:
    top = root("rss", SPACES, version="2.0")
    head = add(top, "channel")
    add(head, "title", channel.title)
    add(head, "link", channel.url)
    add(head, "description", channel.words)
    add(head, "language", paper.language)
    if paper.organisation or paper.licence:
        add(head, "copyright", paper.licence or paper.organisation)
    add(head, "lastBuildDate", rfc822(channel.updated))
    add(head, "generator", "Commonpress")
    add(head, f"{ATOM}link", rel="self", type=TYPE, href=channel.feed_url("rss"))
    if paper.icon:
        image = add(head, "image")
        add(image, "url", absolute(paper.icon))
        add(image, "title", channel.title)
        add(image, "link", channel.url)
    for entry in channel.entries:
        item(head, entry)
    return document(top)


def item(head: Element, entry: Entry) -> None:
    one = add(head, "item")
    add(one, "title", entry.title)
    add(one, "link", entry.url)
    add(one, "guid", entry.id, isPermaLink="false")
    add(one, "pubDate", rfc822(entry.published))
    add(one, f"{ATOM}updated", rfc3339(entry.updated))
    add(one, f"{DC}language", entry.language)
    for author in entry.authors:  # "author" would have to be an e-mail address
        add(one, f"{DC}creator", author.name)
    for category in entry.categories:
        add(one, "category", category)
    add(one, "description", entry.summary)
    add_markup(one, f"{CONTENT}encoded", entry.html)
    if entry.picture:
        picture(one, entry.picture)
    if entry.source:
        add(one, "source", entry.source.agency, url=entry.source.url)


def picture(one: Element, attached: Attached) -> None:
    add(one, "enclosure", url=attached.url, length=str(attached.length), type=attached.type)
    media = add(
        one,
        f"{MEDIA}content",
        url=attached.url,
        type=attached.type,
        medium="image",
        fileSize=str(attached.length),
        width=str(attached.width),
        height=str(attached.height),
    )
    if attached.alt:
        add(media, f"{MEDIA}description", attached.alt, type="plain")
    if attached.credit:
        add(media, f"{MEDIA}credit", attached.credit)
