import re
from datetime import UTC, datetime
from json import loads
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Max

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.words import MOST
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Lead, Section, Story
from commonpress.engines.lib import clock, html
from commonpress.engines.site.models import Page, Redirect
from commonpress.interfaces.transfer.tests.wxr import FERRY, attachment, item, meta, remark, saved, wxr
from commonpress.interfaces.transfer.wordpress.run import Report, run

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> object:
    with clock.frozen(NOW):
        yield


def taken(folder: Path, by: Member, *parts: str, **options: object) -> Report:
    return run(saved(folder, wxr(*parts)), by=by, fetch_media=False, **options)  # type: ignore[arg-type]


def everything() -> dict[str, tuple[int, int]]:
    """How many rows each table has and the highest number in it: changes when anything is written."""
    return {
        model._meta.label: (
            model._default_manager.count(),
            model._default_manager.aggregate(m=Max("pk"))["m"],
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in {"sites.Site"}
    }


def reasons(report: Report) -> set[tuple[str, str]]:
    return {(line.key, line.code) for line in report.reported()}


def notes(report: Report) -> set[tuple[str, str]]:
    return {(line.key, line.code) for line in report.notes()}


@pytest.mark.parametrize("name", ["wordpress-theme-unit-test.xml", "wordpress-small-export.xml"])
def test_all_that_was_found_was_imported_or_reported_and_a_second_run_changes_nothing(
    shared_data: Path, owner: Member, name: str
) -> None:
    first = run(shared_data / name, by=owner, fetch_media=False)
    assert first.adds_up
    before = everything()
    second = run(shared_data / name, by=owner, fetch_media=False)
    assert second.adds_up
    assert second.new == 0
    assert everything() == before
    assert {kind: count.imported for kind, count in first.counts.items()} == {
        kind: count.imported for kind, count in second.counts.items()
    }


def test_the_theme_unit_test_is_counted_item_by_item(shared_data: Path, owner: Member) -> None:
    report = run(shared_data / "wordpress-theme-unit-test.xml", by=owner, fetch_media=False)
    found = {kind: count.found for kind, count in report.counts.items() if count.found}
    assert found == {
        "post": 51, "page": 21, "attachment": 38, "comment": 32, "menu": 70, "category": 67, "tag": 110, "term": 6,
        "author": 3,
    }  # fmt: skip
    written = loads(report.as_json())
    assert len(written["items"]) == sum(found.values())
    assert sum(item["outcome"] == "reported" for item in written["items"]) == len(list(report.reported()))
    assert all(item["reason"] for item in written["items"] if item["outcome"] == "reported")
    assert Story.objects.filter(state="published").count() == 48
    assert Story.objects.get(headline="Scheduled").state == "scheduled"
    assert Lead.objects.get().story.headline == "Template: Sticky"
    assert "posts" in report.as_text()


def test_a_dry_run_writes_nothing_and_says_the_same(shared_data: Path, owner: Member) -> None:
    before = everything()
    path = shared_data / "wordpress-theme-unit-test.xml"
    planned = run(path, by=owner, dry_run=True, fetch_media=False)
    assert everything() == before
    done = run(path, by=owner, fetch_media=False)
    assert planned.adds_up
    assert planned.counts == done.counts


def test_a_post_becomes_a_published_story_at_its_date_in_its_section(owner: Member, tmp_path: Path) -> None:
    report = taken(
        tmp_path,
        owner,
        item(
            7,
            FERRY,
            '<category domain="category" nicename="port"><![CDATA[Port]]></category>',
            '<category domain="post_tag" nicename="boats"><![CDATA[Boats]]></category>',
            meta("_wp_old_slug", "the-ferry"),
            content="First.\n\nSecond\nline.",
            is_sticky="1",
        ),
    )
    story = Story.objects.get()
    assert report.adds_up
    assert story.published_at == datetime(2019, 3, 5, 8, tzinfo=UTC)
    assert story.path == "2019/03/ferry-7"
    assert story.section.slug == "ferry"
    assert story.section.parent == Section.objects.get(slug="port")
    assert {topic.name for topic in story.topics.all()} == {"Boats", "Port"}
    assert story.body == "<p>First.</p><p>Second<br>\nline.</p>"
    assert story.language == "en"
    author = story.authors.get()
    assert (author.email, author.role, author.has_usable_password()) == ("maria@old.example", "member", False)
    assert story.lead.position == 1
    for path in ("/?p=7", "/2019/03/05/ferry-7/", "/2019/03/05/the-ferry/"):
        assert Redirect.objects.get(path=path).target == "/2019/03/ferry-7/"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "pending"}, "draft"),
        ({"status": "private"}, "draft"),
        ({"status": "embargoed"}, "draft"),
        ({"post_password": "enter"}, "draft"),
        ({"status": "future", "post_date_gmt": "2030-01-01 00:00:00"}, "scheduled"),
        ({"status": "future"}, "draft"),
        ({"post_date_gmt": "2030-01-01 00:00:00"}, "scheduled"),
        ({"post_date_gmt": "0000-00-00 00:00:00", "post_date": "31 June"}, "draft"),
    ],
)
def test_what_was_not_public_is_never_published(
    owner: Member, tmp_path: Path, fields: dict[str, str], state: str
) -> None:
    report = taken(tmp_path, owner, item(7, FERRY, **fields))
    story = Story.objects.get()
    assert (story.state, story.path, story.published_at) == (state, None, None)
    assert not Redirect.objects.filter(path__contains="ferry-7").exists()
    assert report.adds_up


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "private"}, {"post_password": "x"}])
def test_a_page_that_was_not_public_is_not_public(
    owner: Member, tmp_path: Path, fields: dict[str, str]
) -> None:
    taken(tmp_path, owner, item(7, post_type="page", **fields), item(8, post_type="page"))
    assert [page.is_public for page in Page.objects.order_by("pk")] == [False, True]


def test_a_page_never_takes_an_address_of_the_paper_or_of_another_page(owner: Member, tmp_path: Path) -> None:
    Page.objects.create(slug="about", language="en", title="Ours")
    report = taken(
        tmp_path,
        owner,
        item(1, post_type="page", post_name="about"),
        item(2, post_type="page", post_name="search"),
        item(3, post_type="page", post_name="2020"),
    )
    assert Page.objects.get(slug="about").title == "Ours"
    assert set(Page.objects.values_list("slug", flat=True)) == {"about", "about-2", "search-2", "2020-2"}
    assert {("page:1", "moved-page"), ("page:2", "moved-page")} <= notes(report)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"status": "trash"}, "trash"),
        ({"status": "auto-draft"}, "auto-draft"),
        ({"post_type": "revision", "status": "inherit"}, "revision"),
        ({"post_type": "nav_menu_item"}, "menu"),
        ({"post_type": "product"}, "type"),
    ],
)
def test_what_has_no_place_here_is_reported(
    owner: Member, tmp_path: Path, fields: dict[str, str], why: str
) -> None:
    report = taken(tmp_path, owner, item(7, FERRY, remark(1), **fields))
    assert not Story.objects.exists()
    assert why in {code for _, code in reasons(report)}
    assert ("comment:1", "parent-lost") in reasons(report)
    assert report.adds_up


def test_comments_keep_their_thread_and_only_approved_ones_show(owner: Member, tmp_path: Path) -> None:
    report = taken(
        tmp_path,
        owner,
        item(
            7,
            FERRY,
            remark(3, parent=2),
            remark(1),
            remark(2, parent=1, approved="spam"),
            remark(4, approved="0"),
            remark(5, kind="pingback"),
            remark(6, parent=6),
        ),
    )
    assert report.adds_up
    assert reasons(report) >= {("comment:2", "spam"), ("comment:5", "ping")}
    assert ("comment:3", "answer-moved") in notes(report)
    shown = Comment.objects.filter(state="visible").order_by("path")
    assert [comment.depth for comment in shown] == [1, 2, 1]
    assert Comment.objects.filter(state="waiting").count() == 1
    assert Story.objects.get().comment_count == 3


def test_a_comment_may_be_as_long_as_one_written_here_and_a_longer_one_is_reported(
    owner: Member, tmp_path: Path
) -> None:
    """Markup does not count, as it does not in a form; what answers a long one stands a level higher."""
    long = [
        remark(1, content=f"<b>{'a' * MOST}</b>"),
        remark(2, content="b" * (MOST + 1)),
        remark(3, parent=2),
    ]
    report = taken(tmp_path, owner, item(7, FERRY, *long))
    assert report.adds_up
    assert ("comment:2", "comment-long") in reasons(report)
    assert ("comment:3", "answer-moved") in notes(report)
    assert (
        sorted(len(html.to_text(body)) for body in Comment.objects.values_list("body", flat=True))[-1] == MOST
    )
    assert Comment.objects.count() == 2


def test_naughty_comments_are_moved_in_without_harm(owner: Member, tmp_path: Path, shared_data: Path) -> None:
    """Strings of the big list, markup that runs, an override of direction, and a megabyte."""
    lines = loads((shared_data / "naughty-strings.json").read_text(encoding="utf-8"))[::16]
    hostile = ["<script>alert(1)</script>So.", '<a href="javascript:alert(1)">x</a>', "safe\u202egnp.exe"]
    said = [*(line for line in lines if "]]>" not in line and line.isprintable()), *hostile, "x" * 1_048_576]
    remarks = [remark(number, content=line) for number, line in enumerate(said, 1)]
    report = taken(tmp_path, owner, item(7, FERRY, *remarks))
    assert report.adds_up
    assert (f"comment:{len(said)}", "comment-long") in reasons(report)
    bodies = list(Comment.objects.values_list("body", flat=True))
    assert len(bodies) > len(said) / 2
    for body in bodies:
        assert not set(re.findall(r"<([a-z]+)", body)) & {
            "script",
            "img",
            "iframe",
            "svg",
            "style",
            "form",
        }, body
        assert all(
            link.href.startswith(("http://", "https://", "mailto:", "/", "#")) for link in html.links(body)
        ), body
        assert "\u202e" not in body


def test_a_member_who_is_here_is_reused_and_gains_nothing(owner: Member, ben: Member, tmp_path: Path) -> None:
    Member.objects.filter(pk=ben.pk).update(email="maria@old.example")
    report = taken(tmp_path, owner, item(7, FERRY))
    assert Story.objects.get().authors.get() == ben
    ben.refresh_from_db()
    assert (ben.role, ben.name) == ("member", "Ben Writes")
    assert ("author:maria", "member-here") in notes(report)


def test_a_changed_item_is_reported_and_left_and_new_comments_are_added(
    owner: Member, tmp_path: Path
) -> None:
    taken(tmp_path, owner, item(7, FERRY, remark(1)))
    report = taken(tmp_path, owner, item(7, FERRY, remark(1), remark(2), content="Rewritten."))
    assert ("post:7", "differs") in reasons(report)
    assert "Rewritten" not in Story.objects.get().body
    assert Comment.objects.count() == 2
    assert report.adds_up


def test_an_item_that_stands_twice_in_the_file_is_taken_once(owner: Member, tmp_path: Path) -> None:
    report = taken(tmp_path, owner, item(7, FERRY, remark(1)), item(7, FERRY, remark(1)))
    assert Story.objects.count() == Comment.objects.count() == 1
    assert report.adds_up


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(owner: Member, tmp_path: Path, version: str) -> None:
    path = saved(tmp_path, wxr(item(7, FERRY, "<category><![CDATA[Ferry]]></category>"), version=version))
    report = run(path, by=owner, fetch_media=False)
    assert (Story.objects.count(), report.adds_up) == (1, True)


def test_a_date_without_gmt_is_read_in_the_papers_zone(owner: Member, tmp_path: Path) -> None:
    from commonpress.engines.site import options

    options.change({"zone": "Europe/Bucharest"})
    taken(tmp_path, owner, item(7, FERRY, post_date_gmt="0000-00-00 00:00:00"))
    assert Story.objects.get().published_at == datetime(2019, 3, 5, 8, tzinfo=UTC)


EVIL = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<svg/onload="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '[caption caption="<script>alert(1)</script>"]<img src="javascript:alert(1)">[/caption]',
    '[gallery ids="1\\"><script>alert(1)</script>"]',
    '<!-- wp:embed {"url":"https://x.example/\\"><script>alert(1)</script>"} /-->',
    '<div style="background-image:url(https://x.example/<script>alert(1)</script>)">x</div>',
    '<iframe src="https://evil.example/" onload="alert(1)"></iframe>',
]


@pytest.mark.parametrize("evil", EVIL)
def test_no_payload_survives_anywhere(owner: Member, tmp_path: Path, evil: str) -> None:
    safe = evil.replace("]]>", "")
    report = taken(
        tmp_path,
        owner,
        f"<wp:author><wp:author_login>eve</wp:author_login><wp:author_display_name><![CDATA[{safe}]]>"
        "</wp:author_display_name></wp:author>",
        item(
            7,
            f'<category domain="post_tag" nicename="t"><![CDATA[{safe}]]></category>',
            f'<category domain="category" nicename="c"><![CDATA[{safe}]]></category>',
            remark(1, content=safe),
            title=safe,
            content=f"Before.\n\n{safe}\n\nAfter.",
        ),
        item(8, post_type="page", title=safe, content=safe),
        attachment(9, "https://old.example/wp-content/<script>alert(1)</script>.jpg"),
    )
    story = Story.objects.get()
    written = [
        story.body, story.headline, story.caption, Page.objects.get().body, Page.objects.get().title,
        *Comment.objects.values_list("body", flat=True), *Member.objects.values_list("name", flat=True),
        *story.topics.values_list("name", flat=True), *Section.objects.values_list("name", flat=True),
    ]  # fmt: skip
    for text in written:
        assert not any(
            bad in text.lower() for bad in ("<script", "onerror=", "onload=", "javascript:", "<iframe")
        )
    assert "Before." in story.body
    assert "After." in story.body
    assert report.adds_up
