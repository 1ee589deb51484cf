"""What must be known of the whole file before its first item is taken in: read in the first pass.

Authors and categories stay in memory (a paper has hundreds); attachments, of which there may be a million, go to a
temporary file of SQLite's own.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commonpress.interfaces.transfer.report import Report
from commonpress.interfaces.transfer.wordpress.read import records
from commonpress.interfaces.transfer.wordpress.records import Author, Fact, Item, Record, Term
from commonpress.interfaces.transfer.wordpress.stream import Mended

SCHEMA = """
create table media (id text primary key, url text, exact text, look text, alt text, words text, title text, parent text,
    link text, file text default '', width int default 0, height int default 0,
    state text default '', why text default '', detail text default '', came real default 0);
create index media_exact on media (exact);
create index media_look on media (look);
create index media_parent on media (parent);
create index media_link on media (link);
"""
SIZE = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,13})+(?=\.\w{2,5}$)")
PHOTON = re.compile(r"i[0-3]\.wp\.com/")  # a picture cache that puts the real host into the path
IMAGE = re.compile(r"""<img\b[^<>]*?\ssrc\s*=\s*["']?(https?://[^"'\s<>]+)""", re.IGNORECASE)
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
EVERY = 500  # items between two words of progress


@dataclass(frozen=True)
class Medium:
    """One file of the old site; ``file`` is its address here, once it is here, else ``why`` says why not."""

    id: str
    url: str
    alt: str
    words: str
    title: str
    parent: str
    link: str = ""
    file: str = ""
    width: int = 0
    height: int = 0
    state: str = ""
    why: str = ""
    detail: str = ""
    came: float = 0  # when it was kept here, in seconds since the epoch

    @property
    def key(self) -> str:
        return f"attachment:{self.id}"

    @property
    def is_picture(self) -> bool:
        return urlsplit(self.url).path.lower().endswith(PICTURES)


COLUMNS = "id, url, alt, words, title, parent, link, file, width, height, state, why, detail, came"


class Site:
    """The old site as its file describes it."""

    def __init__(self, kind: str = "wordpress") -> None:
        self.kind = kind
        self.facts: dict[str, str] = {}
        self.authors: dict[str, Author] = {}
        self.declared: set[str] = set()
        self.categories: dict[str, Term] = {}
        self.leading: set[str] = set()
        self.items = 0
        self.mended = Mended()
        self.newest = 0.0  # when the last of its pictures was kept here, in this run or one before
        self.until = inf
        self.store = sqlite3.connect("", isolation_level=None)
        self.store.execute("pragma synchronous=off")
        self.store.executescript(SCHEMA)
        self.store.execute("begin")

    @property
    def address(self) -> str:
        found = (
            self.facts.get("base_blog_url") or self.facts.get("link") or self.facts.get("base_site_url", "")
        )
        return found.rstrip("/")

    @property
    def name(self) -> str:
        """How ``Imported`` calls this site."""
        return f"{self.kind}:{self.address.lower()}"[:200]

    @property
    def host(self) -> str:
        return host_of(self.address)

    def medium(self, key: str) -> Medium | None:
        return next(self.media("id = ?", key), None)

    def at(self, url: str) -> Medium | None:
        """The file behind an address, whatever the scheme, the cache or the size of the copy."""
        exact = next(self.media("exact = ? order by id", exact_of(url)), None)
        return exact or next(self.media("look = ? order by id", look_of(url)), None)

    def page_of(self, link: str) -> Medium | None:
        """The file shown by an attachment page."""
        return next(self.media("link = ?", link.rstrip("/")), None) if link else None

    def children(self, parent: str) -> list[Medium]:
        return list(self.media("parent = ? order by rowid", parent))

    def media(self, where: str = "1", *values: str) -> Iterator[Medium]:
        rows = self.store.execute(f"select {COLUMNS} from media where {where}", values)  # noqa: S608 (our words)
        return (self.as_then(Medium(*row)) for row in rows)

    def as_then(self, medium: Medium) -> Medium:
        return replace(medium, file="", width=0, height=0) if medium.came > self.until else medium

    @contextmanager
    def as_of(self, moment: float) -> Iterator[None]:
        """For this long, pictures that were kept after ``moment`` are not here yet."""
        self.until = moment
        try:
            yield
        finally:
            self.until = inf

    def keep(self, medium: Medium) -> None:
        row = (medium.id, medium.url, exact_of(medium.url), look_of(medium.url), medium.alt, medium.words,
               medium.title, medium.parent, medium.link.rstrip("/"))  # fmt: skip
        columns = "id, url, exact, look, alt, words, title, parent, link"
        self.store.execute(f"insert or ignore into media ({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608

    def took(self, key: str, file: str, state: str, width: int = 0, height: int = 0, came: float = 0) -> None:
        """Say where a file of the old site stands now; ``state`` is the outcome for the report."""
        self.newest = max(self.newest, came)
        row = (file, width, height, state, came, key)
        self.store.execute(
            "update media set file = ?, width = ?, height = ?, state = ?, came = ? where id = ?", row
        )

    def missed(self, key: str, why: str, detail: str = "") -> None:
        self.store.execute("update media set why = ?, detail = ? where id = ?", (why, detail[:500], key))


@dataclass(frozen=True)
class Source:
    """A kind of old site, and how its file becomes records; it is read twice."""

    kind: str = "wordpress"
    records: Callable[[Path, Mended | None], Iterator[Record]] = records


def survey(path: Path, report: Report, progress: Callable[[int], None], source: Source) -> Site:
    """Read the whole file once and count what is in it. Raises ``ImportProblem`` before anything is written."""
    site = Site(source.kind)
    for record in source.records(path, site.mended):
        if isinstance(record, Item):
            note_item(site, record, report)
            if site.items % EVERY == 0:
                progress(site.items)
        elif isinstance(record, Fact):
            site.facts.setdefault(record.name, record.value)
        elif isinstance(record, Author):
            report.found("author")
            site.declared.add(record.login)
            site.authors.setdefault(record.login, record)
        else:
            note_term(site, record, report)
    find_undeclared(site, report)
    return site


def note_term(site: Site, term: Term, report: Report) -> None:
    report.found(heading(term))
    if term.taxonomy == "category":
        site.categories.setdefault(term.slug, term)


def heading(term: Term) -> str:
    return {"category": "category", "post_tag": "tag"}.get(term.taxonomy, "term")


def note_item(site: Site, item: Item, report: Report) -> None:
    site.items += 1
    report.found(item.kind)
    for _ in item.remarks:
        report.found("comment")
    if item.kind in {"post", "page"}:
        for login in (item.creator, *item.others):
            site.authors.setdefault(login, Author(login, name=login))
        note_pictures(site, item)
    if item.type == "post" and item.status == "publish" and not item.password:
        site.leading.add(leading(item, site.categories))
    if item.type == "attachment" and item.status != "trash":
        site.keep(
            Medium(item.id, item.attachment_url or item.guid, item.first("_wp_attachment_image_alt"), item.excerpt,
                   item.title, item.parent, item.link)
        )  # fmt: skip


def leading(item: Item, categories: dict[str, Term]) -> str:
    """The slug of the category that becomes the section: the one marked as primary, else the first with a name.

    “Uncategorized” leads only when it stands alone.
    """
    slugs = [term.slug for term in item.terms if term.taxonomy == "category"]
    primary = item.first("_yoast_wpseo_primary_category")
    marked = [slug for slug in slugs if primary and slug in categories and categories[slug].id == primary]
    named = [slug for slug in slugs if slug != "uncategorized"]
    return next(iter([*marked, *named, *slugs]), "")


def note_pictures(site: Site, item: Item) -> None:
    """Remember pictures of the old site that stand in a text; those that are no attachments are counted later."""
    for url in IMAGE.findall(item.content):
        if of_the_site(site, url):
            address = url.replace("&amp;", "&").replace("&#038;", "&")
            site.keep(Medium(f"text:{exact_of(address)}"[:180], address, "", "", "", ""))


def of_the_site(site: Site, url: str) -> bool:
    host = host_of(url)
    stem = site.host.removesuffix(".wordpress.com")
    return host == site.host or host == f"{stem}.files.wordpress.com"


def find_undeclared(site: Site, report: Report) -> None:
    """Count what the file has without listing it: authors, and pictures that are in no attachment."""
    for login in site.authors.keys() - site.declared:
        if login:
            report.found("author")
    site.authors.pop("", None)
    site.store.execute(
        "delete from media where id like 'text:%' and look in (select look from media where id not like 'text:%')"
    )
    for _ in site.media("id like 'text:%'"):
        report.found("picture")


def look_of(url: str) -> str:
    """An address without the size of the copy, which WordPress writes into the file's name."""
    return SIZE.sub("", exact_of(url))


def exact_of(url: str) -> str:
    """An address without what does not matter: scheme, "www.", query, picture cache."""
    try:
        parts = urlsplit(url.strip().replace("&amp;", "&"))
    except ValueError:
        return ""
    return PHOTON.sub("", f"{parts.netloc.lower().removeprefix('www.')}{unquote(parts.path)}")


def host_of(url: str) -> str:
    return exact_of(url).partition("/")[0]
