"""What only old, broken or hand-made exports hold; every way of it is read, mended or reported."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DataError, OperationalError
from lxml import etree

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.lib import http
from commonpress.engines.site.models import Page
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.tests.wxr import FERRY, attachment, item, remark, saved, wxr
from commonpress.interfaces.transfer.wordpress import decide, items, pages, site, tree
from commonpress.interfaces.transfer.wordpress.body import convert
from commonpress.interfaces.transfer.wordpress.dates import when
from commonpress.interfaces.transfer.wordpress.ledger import batches
from commonpress.interfaces.transfer.wordpress.old import path_of
from commonpress.interfaces.transfer.wordpress.read import Reader
from commonpress.interfaces.transfer.wordpress.records import Item, Remark
from commonpress.interfaces.transfer.wordpress.remarks import in_order
from commonpress.interfaces.transfer.wordpress.run import Report, run
from commonpress.interfaces.transfer.wordpress.stream import read_stray

CLIFF = "https://old.example/cliff.jpg"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def taken(folder: Path, by: Member | None, *parts: str, **words: Any) -> Report:
    return run(saved(folder, wxr(*parts)), by=by, **{"fetch_media": False, **words})


def reasons(report: Report) -> set[tuple[str, str]]:
    return {(line.key, line.code) for line in report.reported()}


def notes(report: Report) -> set[tuple[str, str]]:
    return {(line.key, line.code) for line in report.notes()}


@pytest.mark.parametrize(
    ("content", "becomes"),
    [
        ('<!-- wp:embed {"url":"https://a.example/b"} /-->', 'href="https://a.example/b"'),
        ("<!-- wp:embed {not json} /-->\n<!-- wp:paragraph --><p>x</p><!-- /wp:paragraph -->", "<p>x</p>"),
        ("[audio]only words[/audio]", "only words"),
        ("[code]a &lt; b[/code]", "<pre><code>a &lt; b</code></pre>"),
        ("[caption]a[/caption] [caption]never ended", "never ended"),
        ("<video></video><p>x</p>", "<p>x</p>"),
        ("<object><p>The end of it was forgotten.</p></object>", "The end of it was forgotten."),
        ("<p>a<figure>b</figure></p>", "b"),
        ("<div><br><p>x</p><br></div>", "<p>x</p>"),
        ("<div><section>one</div>\n\ntwo", "<p>two</p>"),
        (f'<img src="{CLIFF}">', 'src="/media/cliff.jpg"'),
        ('<p>x</p><img src="http://[::1/x.jpg">', "<p>x</p>"),
        (f'<a href="https://old.example/cliff/"><img src="{CLIFF}"></a>', 'src="/media/cliff.jpg"'),
    ],
)
def test_rare_markup_is_put_right(content: str, becomes: str) -> None:
    old = site.Site()
    old.keep(site.Medium("11", CLIFF, "", "", "cliff", "7", "https://old.example/cliff"))
    old.took("11", "/media/cliff.jpg", "new", 0, 0)
    assert becomes in convert(Item("7", content=content), old).html


def test_breaks_between_blocks_are_no_paragraphs() -> None:
    assert tree.put_right("<div><br><p>x</p><br></div>", site.Site(), lambda *_: None) == "<p>x</p>"


def test_what_is_no_tree_at_all_is_left_to_the_sanitiser(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: Any, **__: Any) -> None:
        raise etree.ParserError("empty")

    monkeypatch.setattr(tree, "fragment_fromstring", stumble)
    assert tree.put_right("<b>x", site.Site(), lambda *_: None) == "<b>x"


@pytest.mark.parametrize(
    ("item", "note"),
    [
        (Item("1", type="page", status="future", date_gmt="2027-01-01 10:00:00"), "page-future"),
        (Item("1", status="odd"), "status"),
    ],
)
def test_what_is_in_doubt_stays_a_draft(item: Item, note: str) -> None:
    fate = decide.of_item(item, ZoneInfo("UTC"), NOW)
    assert (fate.state, fate.notes[0][0]) == (decide.DRAFT, note)


@pytest.mark.parametrize(
    ("remark", "left"),
    [
        (Remark("1", content="x", type="order_note"), "type"),
        (Remark("1", content=" "), "empty"),
        (Remark("1", content="x", approved="post-trashed"), "trash"),
    ],
)
def test_a_remark_that_is_no_comment_is_left(remark: Remark, left: str) -> None:
    assert decide.of_remark(remark).left == left


@pytest.mark.parametrize(
    ("pub_date", "year"),
    [
        ("Mon, 04 Mar 2019 10:00:00 +0200", 2019),
        ("Mon, 04 Mar 2019 10:00:00 -0000", 2019),
        ("Mon, 04 Mar 1900 10:00:00 +0000", None),
        ("soon", None),
    ],
)
def test_the_date_of_the_feed_is_the_last_that_is_asked(pub_date: str, year: int | None) -> None:
    at = when("0000-00-00 00:00:00", "", pub_date, ZoneInfo("UTC")).at
    assert (at and at.year) == year


def test_batches_end_where_they_are_full() -> None:
    assert list(batches(["a", "b", "c"], 2)) == [["a", "b"], ["c"]]
    assert list(batches(["a", "b"], 2)) == [["a", "b"]]
    assert list(items.batches([])) == []


@pytest.mark.parametrize(
    ("address", "path"),
    [("http://[::1", ""), ("ftp://a.example/x", ""), ("https://a.example/?p=3", ""), ("https://a/b", "/b/")],
)
def test_an_old_address_is_a_path_or_nothing(address: str, path: str) -> None:
    assert path_of(address) == path


def test_an_address_that_no_page_can_have_is_not_free() -> None:
    assert not pages.is_free("a/b/c/d", "en")


def test_answers_that_answer_each_other_are_all_told() -> None:
    circle = [Remark("1", parent="2"), Remark("2", parent="1"), Remark("3", parent="0")]
    assert sorted(one.id for one in in_order(circle)) == ["1", "2", "3"]


def test_a_document_type_is_refused_by_the_reader_too() -> None:
    """The bytes were judged before; this is the second wall."""
    root = etree.fromstring('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>')
    with pytest.raises(ImportProblem, match="attack"):
        Reader().begin(root)


def test_only_bytes_that_stray_are_mended() -> None:
    with pytest.raises(UnicodeEncodeError):
        read_stray(UnicodeEncodeError("utf-8", "x", 0, 1, "no"))


def test_an_encoding_that_nobody_knows_is_named(owner: Member, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="iso-8859-99"):
        run(saved(tmp_path, wxr(encoding="iso-8859-99")), by=owner)


def test_ben_moves_no_site_in(ben: Member, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="Only the owner"):
        taken(tmp_path, ben)


def test_an_item_that_is_refused_leaves_nothing_and_the_rest_follows(
    owner: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = items.TAKES["post"]

    def refuse_seven(found: Item, *more: Any) -> Story | Page:
        made = usual(found, *more)
        if found.id == "7":
            raise ValueError("no ink")
        return made

    monkeypatch.setitem(items.TAKES, "post", refuse_seven)
    report = taken(tmp_path, owner, item(7), item(8, FERRY, title="Long " * 80))
    assert ("post:7", "failed") in reasons(report)
    assert ("post:8", "cut") in notes(report)
    assert [story.slug for story in Story.objects.all()] == ["ferry-8"]
    assert report.adds_up


@pytest.mark.parametrize("failure", [OperationalError("gone"), ImportProblem("The file ended.")])
def test_a_failure_on_the_way_says_how_much_is_here(
    owner: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(*_: Any) -> None:
        raise failure

    monkeypatch.setitem(items.TAKES, "post", fail)
    with pytest.raises(ImportProblem, match="run the same command again") as caught:
        taken(tmp_path, owner, item(7))
    assert str(failure) in str(caught.value)


def test_a_value_too_long_for_the_database_is_that_items_fault_alone(
    owner: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise DataError("too long")

    monkeypatch.setitem(items.TAKES, "page", fail)
    report = taken(tmp_path, owner, item(7, post_type="page"), item(8, FERRY))
    assert ("page:7", "failed") in reasons(report)
    assert Story.objects.count() == 1


def test_progress_is_told_while_the_file_is_read(
    owner: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "EVERY", 1)
    told: list[str] = []
    taken(tmp_path, owner, item(7, FERRY), progress=lambda _done, _total, title: told.append(title))
    assert told[0] == "Reading the file: 1 item"


def test_sections_are_found_by_name_and_those_here_are_used(owner: Member, tmp_path: Path) -> None:
    here = Section.objects.create(slug="port", name="The port")
    net = (
        "<wp:category><wp:term_id>9</wp:term_id><wp:category_nicename>net</wp:category_nicename>"
        "<wp:category_parent>Port</wp:category_parent><wp:cat_name>Nets</wp:cat_name></wp:category>"
    )
    of_it = '<category domain="category" nicename="net"><![CDATA[Nets]]></category>'
    report = taken(tmp_path, owner, net, net.replace("Nets", "Ropes"), item(7, of_it))
    assert ("category:port", "section-here") in notes(report)
    assert ("category:net#1", "twice") in reasons(report)
    assert Section.objects.filter(slug="port").get() == here
    assert report.adds_up


def test_comments_that_changed_stand_twice_or_lost_their_date_or_story(owner: Member, tmp_path: Path) -> None:
    undated = remark(3).replace("2019-03-06 08:00:00", "0000-00-00 00:00:00")
    report = taken(tmp_path, owner, item(7, FERRY, remark(1), remark(1), undated))
    assert ("comment:1#1", "twice") in reasons(report)
    assert ("comment:3", "comment-date") in notes(report)
    report = taken(tmp_path, owner, item(7, FERRY, remark(1, content="Bad news."), undated))
    assert ("comment:1", "differs") in reasons(report)
    Comment.objects.all().delete()
    Story.objects.all().delete()
    report = taken(tmp_path, owner, item(7, FERRY, remark(4)))
    assert ("comment:4", "parent-lost") in reasons(report)


def test_a_page_that_was_edited_here_gets_no_picture_of_the_old_one(
    owner: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonpress.engines.media.tests.make import jpeg

    answered = http.Fetched(CLIFF, 200, {}, jpeg((300, 300)), "image/jpeg")
    monkeypatch.setattr(http, "fetch", lambda *_, **__: answered)
    parts = (item(7, content=f'<img src="{CLIFF}">', post_type="page"), attachment(8, CLIFF))
    taken(tmp_path, owner, *parts)
    Page.objects.update(body="<p>Ours now.</p>")
    report = taken(tmp_path, owner, *parts, fetch_media=True)
    assert ("page:7", "pictures-late") not in notes(report)
    assert Page.objects.get().body == "<p>Ours now.</p>"
    assert taken(tmp_path, owner, *parts, fetch_media=True).new == 0, "the picture is here by then"


def test_a_host_that_is_silent_is_asked_three_times_and_no_more(
    owner: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def silent(url: str, **_: Any) -> None:
        asked.append(url)
        raise http.Unreachable("no answer")

    monkeypatch.setattr(http, "fetch", silent)
    taken(tmp_path, owner, attachment(29, CLIFF), fetch_media=True, dry_run=True)
    assert not asked, "a dry run fetches nothing"
    many = [attachment(number, f"https://old.example/{number}.jpg") for number in range(30, 50)]
    report = taken(
        tmp_path, owner, *many, attachment(60, "").replace("https://old.example/?p=60", ""), fetch_media=True
    )
    assert 3 <= len(asked) < 20
    assert ("attachment:49", "unreachable") in reasons(report)
    assert ("attachment:60", "no-address") in reasons(report)
    assert ("attachment:30", "unreachable") in reasons(report)
