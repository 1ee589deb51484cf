"""Ghost's JSON export. Format: https://docs.ghost.org/migration/custom; its tables are those of Ghost's database.

Pictures are not in it, only their addresses, in which the site's own stands as ``__GHOST_URL__``.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonpress.interfaces.transfer.ghost.bodies import body_of
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.wordpress.dates import FORM
from commonpress.interfaces.transfer.wordpress.records import Author, Fact, Item, Record, Term
from commonpress.interfaces.transfer.wordpress.stream import Mended

NOWHERE = "https://ghost.invalid"  # RFC 2606: stands for a site whose address was not given
PLACE = "__GHOST_URL__"
MOST = 512 * 1024 * 1024  # bytes; the file is read at once, some three times its size in memory
ROOTED = re.compile(r"""(\s(?:src|href)=["'])/(?!/)""")
Row = dict[str, Any]
STATES = {"published": "publish", "scheduled": "future", "draft": "draft"}


class Export:
    """The records of one file, which is parsed once."""

    def __init__(self, site: str = "") -> None:
        self.site = site.rstrip("/") or NOWHERE
        self.tables: dict[str, list[Row]] = {}

    def records(self, path: Path, _mended: Mended | None = None) -> Iterator[Record]:
        """Raises ``ImportProblem``."""
        self.tables = self.tables or tables_of(path)
        yield Fact("link", self.site)
        yield Fact("title", self.setting("title"))
        yield Fact(
            "language", self.setting("lang") or self.setting("locale") or self.setting("default_locale")
        )
        yield from self.authors()
        shelves = Shelves(self)
        yield from shelves.terms()
        for post in self.rows("posts"):
            yield from self.item(post, shelves)

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def setting(self, key: str) -> str:
        found = next((row for row in self.rows("settings") if row.get("key") == key), {})
        return text(found, "value")

    def authors(self) -> Iterator[Author]:
        for user in self.rows("users"):
            yield Author(
                text(user, "slug") or text(user, "id"),
                text(user, "email"),
                text(user, "name"),
                text(user, "id"),
            )

    def item(self, post: Row, shelves: "Shelves") -> Iterator[Item]:
        meta = shelves.meta.get(text(post, "id"), {})
        picture = self.there(text(post, "feature_image") or text(post, "image"))
        number = text(post, "id") or text(post, "slug")
        kind = "post" if is_post(post) else "page"
        if picture:
            yield Item(
                f"feature:{number}", "attachment", "inherit", title=text(post, "title"), attachment_url=picture,
                excerpt=self.there(text(meta, "feature_image_caption")),
                meta={"_wp_attachment_image_alt": [text(meta, "feature_image_alt")]},
            )  # fmt: skip
        names = shelves.authors_of(post)
        yield Item(
            number,
            kind,
            state_of(post, meta),
            title=text(post, "title"),
            link=f"{self.site}/{text(post, 'slug')}/" if text(post, "slug") else "",
            creator=names[0] if names else "",
            others=tuple(names[1:]),
            content=self.there(body_of(post)),
            excerpt=text(post, "custom_excerpt"),
            date_gmt=moment(post.get("published_at")) or moment(post.get("created_at")),
            name=text(post, "slug"),
            is_sticky=kind == "post" and post.get("featured") in (1, True),
            terms=tuple(shelves.of(post)),
            meta={"_thumbnail_id": [f"feature:{number}"]} if picture else {},
        )

    def there(self, words: str) -> str:
        """With the site's own address where it belongs."""
        if words.startswith("/") and not words.startswith("//"):
            return self.site + words
        return ROOTED.sub(rf"\1{self.site}/", words.replace(PLACE, self.site))


class Shelves:
    """What stands between the posts and their authors and tags."""

    def __init__(self, export: Export) -> None:
        self.meta = {text(row, "post_id"): row for row in export.rows("posts_meta")}
        self.tags = {text(row, "id"): row for row in export.rows("tags")}
        self.users = {text(row, "id"): text(row, "slug") or text(row, "id") for row in export.rows("users")}
        self.tagged = ordered(export.rows("posts_tags"), "tag_id")
        self.written = ordered(export.rows("posts_authors"), "author_id")
        self.leading = {
            found[0].slug for post in export.rows("posts") if (found := self.of(post)) and is_post(post)
        }

    def of(self, post: Row) -> list[Term]:
        """Its first public tag is its section, as Ghost has it for its primary tag; the others are topics."""
        rows = [self.tags[tag] for tag in self.tagged[text(post, "id")] if tag in self.tags]
        public = [row for row in rows if is_public(row)]
        return [term(row, "post_tag" if place else "category") for place, row in enumerate(public)]

    def terms(self) -> Iterator[Term]:
        for row in self.tags.values():
            if not is_public(row):
                yield term(row, "internal")
                continue
            found = term(row, "category")
            if found.slug in self.leading:
                yield found
            else:
                yield term(row, "post_tag")

    def authors_of(self, post: Row) -> list[str]:
        found = [self.users[author] for author in self.written[text(post, "id")] if author in self.users]
        if not found and (author := self.users.get(text(post, "author_id"))):
            found = [author]
        return found


def too_large() -> ImportProblem:
    return ImportProblem(
        _("The file has more than %(megabytes)d MB. Export it in parts.") % {"megabytes": MOST // 2**20}
    )


def tables_of(path: Path) -> dict[str, list[Row]]:
    try:
        if path.stat().st_size > MOST:
            raise too_large()
        found = json.loads(path.read_bytes())
        whole = found["db"][0] if isinstance(found, dict) and "db" in found else found
        data = whole["data"]
        wanted = {
            name: [row for row in rows if isinstance(row, dict)]
            for name, rows in data.items()
            if isinstance(rows, list)
        }
    except OSError as error:
        raise ImportProblem(
            _("The file %(path)s cannot be read: %(why)s") % {"path": path, "why": error}
        ) from error
    except (ValueError, RecursionError, KeyError, TypeError, IndexError, AttributeError):
        raise not_ghost() from None
    if "posts" not in wanted:
        raise not_ghost()
    return wanted


def not_ghost() -> ImportProblem:
    return ImportProblem(
        _(
            "The file is no Ghost export. What is wanted is the .json file from Ghost: Settings, Migration tools, Export."
        )
    )


def ordered(rows: list[Row], other: str) -> defaultdict[str, list[str]]:
    """By post, in the order Ghost shows them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=place):
        found[text(row, "post_id")].append(text(row, other))
    return found


def place(row: Row) -> int:
    given = row.get("sort_order")
    return given if isinstance(given, int) else 0


def term(row: Row, taxonomy: str) -> Term:
    slug = text(row, "slug") or text(row, "name")
    return Term(taxonomy, slug, text(row, "name") or slug, id=text(row, "id"), words=text(row, "description"))


def is_public(tag: Row) -> bool:
    return text(tag, "visibility") != "internal" and not text(tag, "name").startswith("#")


def is_post(post: Row) -> bool:
    return text(post, "type") != "page" and post.get("page") not in (1, True)


def state_of(post: Row, meta: Row) -> str:
    """What only members read, or only got by mail, is not made public by moving it."""
    state = STATES.get(text(post, "status"), text(post, "status"))
    is_mail = text(post, "status") == "sent" or meta.get("email_only") in (1, True)
    is_hidden = text(post, "visibility") not in {"", "public"}
    return "private" if is_mail or (is_hidden and state != "draft") else state


def moment(given: Any) -> str:
    """As WordPress writes one, in UTC: from ISO 8601, from milliseconds since 1970, or as it is."""
    try:
        if isinstance(given, int) and not isinstance(given, bool):
            return datetime.fromtimestamp(given / 1000, UTC).strftime(FORM)
        if isinstance(given, str) and "T" in given:
            return datetime.fromisoformat(given).astimezone(UTC).strftime(FORM)
    except (ValueError, OverflowError, OSError):
        return str(given)
    return str(given or "")


def text(row: Row, name: str) -> str:
    found = row.get(name)
    return found.strip() if isinstance(found, str) else str(found) if isinstance(found, int) else ""
