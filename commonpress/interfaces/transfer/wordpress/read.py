"""The export file as a stream of records; memory does not grow with the file.

Format: RSS 2.0 with the namespaces http(s)://wordpress.org/export/1.x/ and …/excerpt/. WXR 1.0 has no authors and gives
each category twice, once without a domain; 1.1 added authors and terms; 1.2 moved to CDATA throughout.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from django.utils.translation import gettext as _
from lxml import etree

from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.wordpress.records import Author, Fact, Item, Record, Remark, Term
from commonpress.interfaces.transfer.wordpress.stream import Mended, chunks, hostile

NAMESPACE = re.compile(r"https?://(?:www\.)?wordpress\.org/export/(\d+\.\d+)/")
VERSIONS = frozenset({"1.0", "1.1", "1.2"})
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
META = frozenset(
    {"_thumbnail_id", "_wp_attachment_image_alt", "_wp_old_slug", "_yoast_wpseo_primary_category"}
)
FACTS = frozenset({"title", "link", "language", "base_site_url", "base_blog_url", "wxr_version"})


def records(path: Path, mended: Mended | None = None) -> Iterator[Record]:
    """Everything in the file, in its order. Raises ``ImportProblem`` with the line where the file is broken."""
    reader = Reader()
    line = 1
    try:
        for part in chunks(path, mended or Mended()):
            reader.parser.feed(part)
            yield from reader.ready()
            line += part.count(b"\n")
        reader.parser.close()
        yield from reader.ready()
    except etree.XMLSyntaxError as error:
        raise broken(error, line) from error


def broken(error: etree.XMLSyntaxError, line: int) -> ImportProblem:
    if "amplification" in str(error.msg):
        return hostile()
    return ImportProblem(
        _(
            "The file is broken at line %(line)d: %(what)s. Export it again, or mend that line in a text editor."
        )
        % {"line": error.lineno or line, "what": error.msg}
    )


def not_wordpress() -> ImportProblem:
    return ImportProblem(
        _(
            "The file is no WordPress export. What is wanted is the .xml file from WordPress: Tools, Export, All content."
        )
    )


class Reader:
    """A pull parser that hands over each child of the channel and then forgets it."""

    def __init__(self) -> None:
        self.parser = etree.XMLPullParser(
            events=("start", "end"),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        self.depth = 0
        self.wp = ""
        self.excerpt = ""
        self.kinds: dict[str, Callable[[etree._Element], Record]] = {}

    def ready(self) -> Iterator[Record]:
        for event, found in self.parser.read_events():
            element = cast("etree._Element", found)  # only these two events were asked for
            if event == "start":
                self.depth += 1
                if self.depth == 1:
                    self.begin(element)
                continue
            self.depth -= 1
            if self.depth <= 2:  # the channel and its children; deeper ones go with them
                yield from self.taken(element)

    def begin(self, root: etree._Element) -> None:
        """Judge the root: no document type, and one of WordPress's namespaces."""
        if root.getroottree().docinfo.internalDTD is not None:
            raise hostile()
        found = {m[1]: m[0] for uri in root.nsmap.values() if (m := NAMESPACE.fullmatch(uri))}
        if root.tag != "rss" or not found:
            raise not_wordpress()
        version, self.wp = next(iter(found.items()))
        if version not in VERSIONS:
            raise ImportProblem(
                _(
                    "The file is of version %(version)s; known are 1.0, 1.1 and 1.2. Commonpress may need an update."
                )
                % {"version": version}
            )
        self.excerpt = f"{{{self.wp}excerpt/}}encoded"
        self.kinds = {
            "item": self.item,
            f"{{{self.wp}}}author": self.author,
            f"{{{self.wp}}}category": self.category,
            f"{{{self.wp}}}tag": self.tag,
            f"{{{self.wp}}}term": self.term,
        }

    def taken(self, element: etree._Element) -> Iterator[Record]:
        if self.depth == 2:
            name = str(element.tag)
            local = name.rpartition("}")[2]
            if make := self.kinds.get(name):
                yield make(element)
            elif local in FACTS and (name == local or name.startswith(f"{{{self.wp}}}")):
                yield Fact(local, text(element))
        forget(element)

    def get(self, element: etree._Element, name: str) -> str:
        return (element.findtext(f"{{{self.wp}}}{name}") or "").strip()

    def author(self, element: etree._Element) -> Author:
        names = (self.get(element, "author_first_name"), self.get(element, "author_last_name"))
        login = self.get(element, "author_login")
        shown = self.get(element, "author_display_name") or " ".join(filter(None, names)) or login
        return Author(login, self.get(element, "author_email"), shown, self.get(element, "author_id"))

    def category(self, element: etree._Element) -> Term:
        slug, name = self.get(element, "category_nicename"), self.get(element, "cat_name")
        return Term(
            "category",
            slug or name,
            name or slug,
            self.get(element, "category_parent"),
            self.get(element, "term_id"),
            self.get(element, "category_description"),
        )

    def tag(self, element: etree._Element) -> Term:
        slug, name = self.get(element, "tag_slug"), self.get(element, "tag_name")
        return Term("post_tag", slug or name, name or slug, id=self.get(element, "term_id"))

    def term(self, element: etree._Element) -> Term:
        return Term(
            self.get(element, "term_taxonomy"),
            self.get(element, "term_slug"),
            self.get(element, "term_name"),
            self.get(element, "term_parent"),
            self.get(element, "term_id"),
        )

    def item(self, element: etree._Element) -> Item:
        def get(name: str) -> str:
            return self.get(element, name)

        def plain(name: str) -> str:
            return (element.findtext(name) or "").strip()

        fields: dict[str, Any] = {
            "id": get("post_id") or plain("guid") or plain("link") or plain("title"),
            "type": get("post_type") or "post",
            "status": get("status") or "publish",
            "title": plain("title"),
            "link": plain("link"),
            "guid": plain("guid"),
            "creator": plain(CREATOR),
            "content": element.findtext(f"{{{CONTENT}}}encoded") or "",
            "excerpt": plain(self.excerpt),
            "date": get("post_date"),
            "date_gmt": get("post_date_gmt"),
            "pub_date": plain("pubDate"),
            "name": get("post_name"),
            "parent": get("post_parent"),
            "password": get("post_password"),
            "attachment_url": get("attachment_url"),
            "comment_status": get("comment_status") or "open",
        }
        return Item(
            **fields,
            is_sticky=get("is_sticky") == "1",
            terms=tuple(terms(element)),
            meta=self.meta(element),
            remarks=tuple(self.remark(comment) for comment in element.iterfind(f"{{{self.wp}}}comment")),
        )

    def meta(self, element: etree._Element) -> dict[str, list[str]]:
        kept: dict[str, list[str]] = {}
        for pair in element.iterfind(f"{{{self.wp}}}postmeta"):
            key = self.get(pair, "meta_key")
            if key in META:
                kept.setdefault(key, []).append(self.get(pair, "meta_value"))
        return kept

    def remark(self, element: etree._Element) -> Remark:
        names = ("id", "author", "content", "date", "date_gmt", "approved", "type", "parent", "user_id")
        return Remark(**{name: self.get(element, f"comment_{name}") for name in names})


def terms(element: etree._Element) -> Iterator[Term]:
    """What the item is filed under. Without a domain it repeats one that has one (WXR 1.0)."""
    for category in element.iterfind("category"):
        name = (category.text or "").strip()
        domain = {"tag": "post_tag"}.get(category.get("domain", ""), category.get("domain", ""))
        if domain and (name or category.get("nicename")):
            yield Term(domain, category.get("nicename") or name, name or category.get("nicename", ""))


def text(element: etree._Element) -> str:
    return (element.text or "").strip()


def forget(element: etree._Element) -> None:
    """Free the element and those before it; only then does memory stay flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
