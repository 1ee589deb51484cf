"""The items of an RSS or Atom feed, read for their words only. Nothing of it is shown, so nothing of it is cleaned."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from commonpress.engines.lib import html

MOST_ITEMS = 300  # of one feed at once
LONGEST = 60_000  # characters of one item
LEAST_WORDS = 10  # an item with fewer has nothing to compare
WORDS_OF = ("encoded", "content", "description", "summary")  # content:encoded and Atom's content first


class BrokenFeed(ValueError):
    """It is no XML, or no feed."""


class Item(NamedTuple):
    """``key`` is the same each time the item comes (SHA-256 of its guid or address)."""

    key: str
    title: str
    url: str
    text: str


def items(data: bytes) -> list[Item]:
    """The items of the feed that have words. Raises ``BrokenFeed``."""
    # No entities, no network, no huge trees: it comes from anywhere. What is merely untidy is read as far as it goes.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise BrokenFeed(str(error)) from error
    if root is None or name(root) not in {"rss", "feed", "RDF"}:
        raise BrokenFeed("neither RSS nor Atom")
    return list(read(root))[:MOST_ITEMS]


def read(root: etree._Element) -> Iterator[Item]:
    for entry in root.iter():
        if name(entry) in {"item", "entry"}:
            parts = {name(child): child for child in reversed(list(entry))}
            text = longest(parts)
            if len(text.split()) >= LEAST_WORDS:
                title, url = inner(parts.get("title")), address(entry)
                key = inner(parts.get("guid")) or inner(parts.get("id")) or url or title
                yield Item(hashlib.sha256(key.encode()).hexdigest(), html.to_text(title), url, text)


def longest(parts: dict[str, etree._Element]) -> str:
    """The plain words of the fullest of the parts that hold the story."""
    found = [html.to_text(inner(parts[part])[:LONGEST]) for part in WORDS_OF if part in parts]
    return max(found, key=len, default="")


def address(entry: etree._Element) -> str:
    for link in entry:
        if name(link) == "link" and link.get("rel", "alternate") == "alternate":
            found = (link.get("href") or link.text or "").strip()
            if found.startswith(("http://", "https://")):
                return found[:500]
    return ""


def inner(element: etree._Element | None) -> str:
    """What an element holds as HTML: its text, or the markup of XHTML written straight into the feed."""
    if element is None:
        return ""
    if len(element):
        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "").strip()


def name(element: etree._Element) -> str:
    """Without its namespace; empty for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
