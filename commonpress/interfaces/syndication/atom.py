"""Atom (RFC 4287)."""

from commonpress.engines.site.address import absolute
from commonpress.engines.site.options import Paper
from commonpress.interfaces.syndication.channels import Channel
from commonpress.interfaces.syndication.entries import Author, Entry
from commonpress.interfaces.syndication.moments import rfc3339
from commonpress.interfaces.syndication.xml import LANG, Element, add, document, root

TYPE = "application/atom+xml"
SPACE = "http://www.w3.org/2005/Atom"
A = f"{{{SPACE}}}"


def render(channel: Channel, paper: Paper) -> bytes:
    top = root(f"{A}feed", {None: SPACE}, **{LANG: paper.language})
    add(top, f"{A}id", channel.feed_url("atom"))
    add(top, f"{A}title", channel.title)
    add(top, f"{A}subtitle", channel.words)
    add(top, f"{A}updated", rfc3339(channel.updated))
    add(top, f"{A}generator", "Commonpress")
    add(top, f"{A}link", rel="self", type=TYPE, href=channel.feed_url("atom"))
    add(top, f"{A}link", rel="alternate", type="text/html", href=channel.url)
    if paper.icon:
        add(top, f"{A}icon", absolute(paper.icon))
    # An entry without an author of its own takes the feed's.
    person(top, Author(paper.organisation or paper.name, absolute("/")))
    for entry in channel.entries:
        one(top, entry)
    return document(top)


def one(top: Element, entry: Entry) -> None:
    element = add(top, f"{A}entry", **{LANG: entry.language})
    add(element, f"{A}id", entry.id)
    add(element, f"{A}title", entry.title)
    add(element, f"{A}published", rfc3339(entry.published))
    add(element, f"{A}updated", rfc3339(entry.updated))
    add(element, f"{A}link", rel="alternate", type="text/html", hreflang=entry.language, href=entry.url)
    for author in entry.authors:
        person(element, author)
    for category in entry.categories:
        add(element, f"{A}category", term=category)
    if entry.picture:
        found = entry.picture
        add(element, f"{A}link", rel="enclosure", type=found.type, length=str(found.length), href=found.url)
    if entry.source:
        add(element, f"{A}link", rel="via", title=entry.source.agency, href=entry.source.url)
    add(element, f"{A}summary", entry.summary)
    add(element, f"{A}content", entry.html, type="html")


def person(parent: Element, author: Author) -> None:
    element = add(parent, f"{A}author")
    add(element, f"{A}name", author.name)
    add(element, f"{A}uri", author.url)
