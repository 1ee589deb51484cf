"""How much of another paper is taken in at once, and how long its words may be. The numbers stand here as numbers."""

from dataclasses import FrozenInstanceError
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from commonpress.engines.lib import http
from commonpress.engines.site.site_forms import PageForm
from commonpress.interfaces.transfer.archive import aside, form, rows
from commonpress.interfaces.transfer.feed import read as feeds
from commonpress.interfaces.transfer.ghost import bodies
from commonpress.interfaces.transfer.ghost import read as ghosts
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.wordpress import (
    dates,
    old,
    pages,
    pictures,
    read,
    shelves,
    shortcodes,
    stories,
    stream,
)
from commonpress.interfaces.transfer.wordpress.body import Text
from commonpress.interfaces.transfer.wordpress.ledger import short
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.records import Item, Term
from commonpress.interfaces.transfer.wordpress.site import Site

MEGABYTE = 1_048_576


def test_a_feed_of_sixteen_megabytes_is_read_and_no_byte_more(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    with path.open("wb") as file:
        file.truncate(16 * MEGABYTE)
    assert len(feeds.bytes_of(str(path))) == 16 * MEGABYTE
    with path.open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ImportProblem, match="more than 16 MB"):
        feeds.bytes_of(str(path))


def test_a_feed_has_half_a_minute_and_a_picture_twenty_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def fetch(address: str, **given: Any) -> Any:
        asked.append(given)
        return SimpleNamespace(body=b"")

    monkeypatch.setattr(http, "fetch", fetch)
    feeds.bytes_of("https://a.example/feed")
    pictures.fetch("https://a.example/a.jpg")
    assert asked[0] == {"max_bytes": 16 * MEGABYTE, "seconds": 30}
    assert asked[1] == {"max_bytes": 20_000_000, "seconds": 20, "types": ("image/",)}


@pytest.mark.parametrize(
    ("size", "said"), [(512 * MEGABYTE, "no Ghost export"), (512 * MEGABYTE + 1, "more than 512 MB")]
)
def test_an_export_of_ghost_may_have_half_a_gigabyte(size: int, said: str) -> None:
    path: Any = SimpleNamespace(stat=lambda: SimpleNamespace(st_size=size), read_bytes=lambda: b"{}")
    with pytest.raises(ImportProblem, match=said):
        ghosts.tables_of(path)


def test_a_part_of_a_table_may_have_64_megabytes_and_what_an_archive_says_of_itself_one() -> None:
    for most, given in ((64 * MEGABYTE, ()), (MEGABYTE, (form.MOST_ABOUT,))):
        assert form.content(BytesIO(), form.Entry("archive.json", most, 0), *given) == b""
        with pytest.raises(ImportProblem, match=f"{most} are allowed"):
            form.content(BytesIO(), form.Entry("archive.json", most + 1, 0), *given)


def test_a_key_fits_its_column() -> None:
    assert short("a" * 190) == "a" * 190
    assert short("a" * 191).startswith("a" * 150 + "#")
    assert len(short("a" * 191)) == 175
    assert short("a" * 191) != short("a" * 192)


@pytest.mark.parametrize(("year", "is_read"), [(1899, False), (1900, True), (2200, True), (2201, False)])
def test_years_of_a_newspaper_are_believed(year: int, is_read: bool) -> None:
    found = dates.read(f"{year}-03-04 10:00:00")
    assert found == (datetime(year, 3, 4, 10) if is_read else None)  # noqa: DTZ001 (as the file has it)


def test_an_old_address_fits_its_column() -> None:
    def found(length: int) -> list[str]:
        return list(old.addresses(Item("x", link=f"https://old.example/{'a' * (length - 2)}/"), Site()))

    assert [len(path) for path in found(500)] == [500]
    assert found(501) == []


def test_categories_are_followed_fifty_levels_up() -> None:
    site = Site()
    site.categories = {
        str(n): Term("category", str(n), str(n), parent=str(n + 1) if n < 60 else "") for n in range(61)
    }
    move: Any = SimpleNamespace(site=site)
    assert shelves.line(site.categories["0"], move) == [str(n) for n in range(1, 51)]


@pytest.mark.parametrize(("levels", "is_closed"), [(19, True), (20, False)])
def test_shortcodes_are_closed_twenty_levels_down(levels: int, is_closed: bool) -> None:
    inner = "".join(f'[n{level} a="1"]' for level in range(levels))
    ends = "".join(f"[/n{level}]" for level in range(levels))
    said = shortcodes.expand(
        f"[bold]{inner}x[/bold]{ends}", {"bold": lambda code: f"<b>{code.inner}</b>"}, lambda _: None
    )
    assert ("<b></b>" not in said) is is_closed


def test_a_text_without_a_headline_is_named_after_its_first_eighty_characters(db: None) -> None:
    named = stories.title_of(Item("1"), Text("<p>" + "ferry " * 40 + "</p>"))
    assert 70 < len(named) <= 80


def test_an_address_of_a_page_leaves_room_for_a_number(db: None) -> None:
    made: list[str] = []
    move: Any = SimpleNamespace(language="en", actor="")
    fate: Any = SimpleNamespace(state="draft", notes=[])
    made.append(pages.take_page(Item("1", title="a" * 200), fate, Text("<p>x</p>"), move).slug)
    assert made == ["a" * 70]


def test_what_begins_late_in_a_file_is_still_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(b" " * 65_535 + b"<rss/>")
    assert stream.look(path) == ("utf-8", 0)
    path.write_bytes(b" " * 65_536 + b"<rss/>")
    with pytest.raises(ImportProblem, match="is empty"):
        stream.look(path)


@pytest.mark.parametrize(
    ("section", "becomes"),
    [
        ([1, "p", [[0, [], 0, "a < b"], [1, [], 0, 3]]], "<p>a &lt; b</p>"),
        ([3, "ul", [[[0, [], 0, "a"]], [[0, [], 0, "b"]]]], "<ul><li>a</li><li>b</li></ul>"),
        ([2, "https://a.example/b.jpg"], ""),
        ([10, 0], "<p>one</p>"),
    ],
)
def test_each_kind_of_section_of_the_old_editor_is_read(section: list[Any], becomes: str) -> None:
    assert bodies.section(section, {"cards": [["card-markdown", {"markdown": "one"}]]}) == becomes


def test_a_yes_is_no_number_and_a_number_is_no_yes() -> None:
    for kinds, given in (((int,), True), ((float, int), True), ((bool,), 1), ((int,), 1.5)):
        with pytest.raises(TypeError):
            rows.of_kind(*kinds)(given)
    assert [rows.of_kind(int)(7), rows.of_kind(float, int)(7), rows.of_kind(bool)(True)] == [7, 7, True]


def test_a_connection_beside_the_pool_keeps_everything_but_the_pool() -> None:
    assert aside.without_pool({"OPTIONS": {"pool": True, "sslmode": "require"}}) == {"sslmode": "require"}
    assert aside.without_pool({}) == {}
    assert [
        aside.is_sqlite({"ENGINE": f"django.db.backends.{name}"}) for name in ("sqlite3", "postgresql")
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("given", "language"), [("ro-RO", "ro"), ("ro_RO", "ro"), ("RO", "ro"), ("de-DE", "en"), ("", "en")]
)
def test_the_language_of_a_file_is_taken_without_its_country(given: str, language: str) -> None:
    site: Any = SimpleNamespace(facts={"language": given})
    paper: Any = SimpleNamespace(languages=["en", "ro"], language="en")
    no: Any = None
    assert Move(site, no, no, None, paper, no, no).language == language


def test_only_what_says_of_what_kind_it_is_is_a_term() -> None:
    item = etree.fromstring(
        "<item><category>Port</category><category domain='category' nicename='port'>Port</category>"
        "<category domain='tag'>Ferry</category><category domain='post_tag'/></item>"
    )
    assert list(read.terms(item)) == [Term("category", "port", "Port"), Term("post_tag", "Ferry", "Ferry")]


def test_what_was_read_cannot_be_altered() -> None:
    with pytest.raises(FrozenInstanceError):
        Item("1").status = "publish"  # type: ignore[misc]


def test_a_category_is_listed_where_a_published_story_leads_to_it_or_below() -> None:
    site = Site()
    above = {"port": "", "ferry": "port", "rope": "port", "empty": ""}
    site.categories = {slug: Term("category", slug, slug, parent) for slug, parent in above.items()}
    site.leading = {"ferry"}
    move: Any = SimpleNamespace(site=site)
    listed = [slug for slug, term in site.categories.items() if shelves.is_listed(term, move)]
    assert listed == ["port", "ferry"]


@pytest.mark.parametrize(("length", "is_taken"), [(75, True), (76, False)])
def test_the_owners_own_page_has_an_address_that_events_can_name(
    db: None, length: int, is_taken: bool
) -> None:
    words = {"title": "About", "slug": "a" * length, "language": "en", "body": "<p>x</p>"}
    assert PageForm(words).is_valid() is is_taken
