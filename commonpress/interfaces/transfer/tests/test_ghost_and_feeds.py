"""Imports of Ghost and of feeds: through the same gates as every import."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Byline, Lead, Section, Story
from commonpress.engines.lib import http
from commonpress.engines.site.models import Page, Redirect
from commonpress.interfaces.transfer.feed import read as feeds
from commonpress.interfaces.transfer.feed.read import Feed
from commonpress.interfaces.transfer.ghost import bodies
from commonpress.interfaces.transfer.ghost import read as ghosts
from commonpress.interfaces.transfer.ghost.read import Export
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.report import Report
from commonpress.interfaces.transfer.wordpress.run import run
from commonpress.interfaces.transfer.wordpress.site import Source

pytestmark = pytest.mark.django_db
EVIL = (
    '<p onclick="alert(1)">At noon.</p><script>alert(1)</script><img src="x" onerror="alert(1)">'
    '<svg onload="alert(1)"><script>alert(1)</script></svg><a href="javascript:alert(1)">x</a><iframe src="https://evil.example/"></iframe>'
)
SITE = "https://old.example"


def post(number: int, **words: Any) -> dict[str, Any]:
    return {
        "id": f"64a{number}",
        "title": f"The ferry, part {number}",
        "slug": f"ferry-{number}",
        "html": "<p>At noon.</p>",
        "status": "published",
        "visibility": "public",
        "type": "post",
        "published_at": "2024-01-02T03:04:05.000Z",
        **words,
    }


def export(tmp_path: Path, *posts: dict[str, Any], **tables: Any) -> Path:
    data = {
        "posts": list(posts),
        "users": [
            {
                "id": "1",
                "slug": "ben",
                "name": "Ben Writes",
                "email": "ben@old.example",
                "roles": ["Administrator"],
            },
            {"id": "2", "slug": "ada", "name": "Ada <b>Edits</b>", "email": "ada@old.example"},
        ],
        "settings": [{"key": "title", "value": "The Old Harbour"}],
        **tables,
    }
    file = tmp_path / "ghost.json"
    file.write_text(json.dumps({"db": [{"meta": {"exported_on": 1, "version": "6.0.0"}, "data": data}]}))
    return file


def bring(file: Path, **words: Any) -> Report:
    return run(file, by=None, fetch_media=False, source=Source("ghost", Export(SITE).records), **words)


def test_posts_pages_authors_and_tags_come_in_with_their_old_addresses(tmp_path: Path) -> None:
    file = export(
        tmp_path,
        post(1, featured=1, custom_excerpt="It is back."),
        post(2, type="page", slug="about-us", title="About us"),
        tags=[
            {"id": "7", "slug": "harbour", "name": "Harbour", "visibility": "public"},
            {"id": "8", "slug": "boats", "name": "Boats", "visibility": "public"},
            {"id": "9", "slug": "hash-x", "name": "#x", "visibility": "internal"},
        ],
        posts_tags=[
            {"post_id": "64a1", "tag_id": "8", "sort_order": 2},
            {"post_id": "64a1", "tag_id": "9", "sort_order": 0},
            {"post_id": "64a1", "tag_id": "7", "sort_order": 1},
        ],
        posts_authors=[
            {"post_id": "64a1", "author_id": "2", "sort_order": 1},
            {"post_id": "64a1", "author_id": "1", "sort_order": 0},
        ],
    )
    report = bring(file)
    assert report.adds_up, report.as_text()
    story = Story.objects.get()
    assert (story.headline, story.standfirst, story.state) == (
        "The ferry, part 1",
        "It is back.",
        Story.State.PUBLISHED,
    )
    assert (story.section.slug, [topic.name for topic in story.topics.all()]) == ("harbour", ["Boats"])
    assert f"{story.published_at:%Y-%m-%d %H:%M:%S}" == "2024-01-02 03:04:05"
    assert [byline.member.handle for byline in Byline.objects.filter(story=story).order_by("position")] == [
        "ben",
        "ada",
    ]
    assert set(Member.objects.values_list("role", flat=True)) == {Member.Role.MEMBER}
    assert not any(member.has_usable_password() for member in Member.objects.all())
    assert Lead.objects.filter(story=story).exists()
    assert Page.objects.get().slug == "about-us"
    assert Redirect.objects.get(path="/ferry-1/").target == story.get_absolute_url()
    assert (
        Redirect.objects.get(path="/tag/harbour/").target
        == Section.objects.get(slug="harbour").get_absolute_url()
    )
    assert bring(file).new == 0
    assert Story.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({"status": "draft"}, Story.State.DRAFT),
        ({"visibility": "members"}, Story.State.DRAFT),
        ({"visibility": "paid"}, Story.State.DRAFT),
        ({"status": "sent"}, Story.State.DRAFT),
        ({"status": "strange"}, Story.State.DRAFT),
        ({"status": "scheduled", "published_at": "2099-01-02T03:04:05.000Z"}, Story.State.SCHEDULED),
        ({"published_at": 1704164645000}, Story.State.PUBLISHED),
        ({"published_at": None, "created_at": None}, Story.State.DRAFT),
        ({"published_at": "2024-99-99T03:04:05Z"}, Story.State.DRAFT),
    ],
)
def test_nothing_becomes_public_by_accident(tmp_path: Path, words: dict[str, Any], state: str) -> None:
    assert bring(export(tmp_path, post(1, **words))).adds_up
    assert Story.objects.get().state == state


def test_a_post_only_sent_by_mail_stays_a_draft(tmp_path: Path) -> None:
    bring(export(tmp_path, post(1), posts_meta=[{"post_id": "64a1", "email_only": 1}]))
    assert Story.objects.get().state == Story.State.DRAFT


def no_program(body: str) -> bool:
    return not any(
        bad in body.lower()
        for bad in ("<script", "onerror", "onclick", "onload", "javascript:", "<svg", "<iframe")
    )


def test_hostile_texts_are_cleaned_whichever_form_they_come_in(tmp_path: Path) -> None:
    lexical = {
        "root": {
            "children": [{"type": "html", "html": EVIL}, {"type": "link", "url": 'x" onclick="alert(1)'}]
        }
    }
    mobiledoc = {"sections": [[10, 0]], "cards": [["html", {"html": EVIL}]], "markups": [], "atoms": []}
    file = export(
        tmp_path,
        post(1, html=EVIL, title=EVIL, custom_excerpt=EVIL, feature_image="https://old.example/x.svg"),
        post(2, html=None, lexical=json.dumps(lexical)),
        post(3, html="", mobiledoc=json.dumps(mobiledoc)),
        post(4, type="page", html=EVIL),
        users=[{"id": "1", "slug": EVIL, "name": EVIL, "email": "x"}],
    )
    report = bring(file)
    assert report.adds_up, report.as_text()
    assert Story.objects.count() == 3
    for body in [*Story.objects.values_list("body", flat=True), *Page.objects.values_list("body", flat=True)]:
        assert no_program(body)
    assert "At noon." in Story.objects.get(slug="ferry-3").body
    assert "<script" not in Story.objects.get(slug="ferry-1").headline


def test_pictures_and_places_of_the_old_site_are_found(tmp_path: Path) -> None:
    body = '<p><img src="__GHOST_URL__/content/images/a.jpg" alt="A"></p><p><a href="/other/">x</a></p>'
    report = bring(export(tmp_path, post(1, html=body, feature_image="/content/images/b.jpg")), dry_run=True)
    told = {line.detail for line in report.reported()}
    assert told == {f"{SITE}/content/images/a.jpg", f"{SITE}/content/images/b.jpg"}
    assert report.counts["attachment"].reported == report.counts["picture"].reported == 1
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    "given", [b"", b"{", b"[]", b"{}", b'{"db": []}', b'{"data": {"tags": []}}', b"[" * 100_000, b"<rss/>"]
)
def test_what_is_no_export_of_ghost_is_refused(tmp_path: Path, given: bytes) -> None:
    (tmp_path / "x.json").write_bytes(given)
    with pytest.raises(ImportProblem, match="no Ghost export"):
        bring(tmp_path / "x.json")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ghosts, "MOST", 10)
    with pytest.raises(ImportProblem, match="Export it in parts"):
        bring(export(tmp_path, post(1)))


def test_a_text_without_html_is_made_of_the_editors_own_form() -> None:
    word = {"type": "text", "text": "a < b", "format": 3}
    nodes = [
        {"type": "heading", "tag": "h3", "children": [word]},
        {"type": "heading", "tag": "script", "children": []},
        {"type": "list", "listType": "number", "children": [{"type": "listitem", "children": [word]}]},
        {"type": "list", "children": []},
        {
            "type": "paragraph",
            "children": [
                {"type": "link", "url": "https://x.example/", "children": [word]},
                {"type": "linebreak"},
            ],
        },
        {"type": "image", "src": "a.jpg", "alt": '"', "caption": "C"},
        {"type": "codeblock", "code": "<b>"},
        {"type": "markdown", "markdown": "One\n\n<two>"},
        {"type": "bookmark", "url": "https://y.example/"},
        {"type": "embed"},
        {"type": "horizontalrule"},
        {"type": "unknown", "children": [{"type": "quote", "children": []}]},
    ]
    bold = "<strong><em>a &lt; b</em></strong>"
    assert bodies.body_of({"lexical": json.dumps({"root": {"children": nodes}})}) == (
        f"<h3>{bold}</h3><h2></h2><ol><li>{bold}</li></ol><ul></ul>"
        f'<p><a href="https://x.example/">{bold}</a><br></p>'
        '<figure><img src="a.jpg" alt="&quot;"><figcaption>C</figcaption></figure><pre><code>&lt;b&gt;</code></pre>'
        '<p>One</p><p>&lt;two&gt;</p><p><a href="https://y.example/">https://y.example/</a></p><hr><blockquote></blockquote>'
    )
    doc = {
        "sections": [
            [1, "p", [[0, [], 0, "a<b"], [1, [], 0, 0]]],
            [3, "ul", [[[0, [], 0, "c"]]]],
            [10, 0],
            [10, 1],
            [2, "x"],
        ],
        "cards": [["card-markdown", {"markdown": "d"}], ["image", {"src": "e.jpg"}]],
    }
    assert bodies.body_of({"mobiledoc": json.dumps(doc)}) == (
        '<p>a&lt;b</p><ul><li>c</li></ul><p>d</p><figure><img src="e.jpg" alt=""></figure>'
    )
    assert bodies.body_of({"lexical": "{", "mobiledoc": "[]"}) == ""
    deep = '{"root":' + '{"children":[' * 600 + "]}" * 600 + "}"
    assert bodies.body_of({"lexical": deep}) == ""


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title><link>https://old.example/</link><language>en</language>
<item><title>The ferry</title><link>https://old.example/2024/the-ferry/</link><guid>tag:1</guid>
<dc:creator>Ben Writes</dc:creator>
<category>Boats</category><pubDate>Tue, 02 Jan 2024 05:04:05 +0200</pubDate><description>It is back.</description>
<enclosure url="https://old.example/a.jpg" type="image/jpeg" length="1"/>
<content:encoded><![CDATA[BODY]]></content:encoded></item>
<item><title>No date</title><link>https://old.example/no-date/</link><description>x</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>x</id>
<link href="https://old.example/"/><author><name>Ada Edits</name><email>ada@old.example</email></author>
<entry><id>tag:2</id><title>The bridge</title><link href="https://old.example/bridge"/><updated>2024-01-02T03:04:05Z</updated>
<category term=" "/><content type="html">&lt;p&gt;Closed.&lt;/p&gt;</content></entry></feed>"""


def fed(source: str) -> Report:
    return run(source, by=None, fetch_media=False, source=Source("feed", Feed(source).records))


def test_a_feed_comes_in_cleaned_with_its_old_addresses_and_once(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(RSS.replace("BODY", EVIL))
    report = fed(str(file))
    assert report.adds_up, report.as_text()
    story = Story.objects.get(headline="The ferry")
    assert (story.state, story.standfirst) == (Story.State.PUBLISHED, "It is back.")
    assert f"{story.published_at:%Y-%m-%d %H:%M:%S}" == "2024-01-02 03:04:05"
    assert [topic.name for topic in story.topics.all()] == ["Boats"]
    assert no_program(story.body)
    assert "At noon." in story.body
    assert Redirect.objects.get(path="/2024/the-ferry/").target == story.get_absolute_url()
    assert Story.objects.get(headline="No date").state == Story.State.DRAFT
    assert Member.objects.get().name == "Ben Writes"
    assert [line.detail for line in report.reported()] == ["https://old.example/a.jpg"]
    assert fed(str(file)).new == 0


def test_an_atom_feed_comes_in(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(ATOM)
    assert fed(str(tmp_path / "feed.xml")).adds_up
    assert Story.objects.get().body == "<p>Closed.</p>"
    assert Member.objects.get().email == "ada@old.example"
    assert Redirect.objects.filter(path="/bridge/").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "no RSS or Atom feed"),
        (b"<html><p>x</p></html>", "no RSS or Atom feed"),
        (
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel/></rss>',
            "defines entities",
        ),
        (b"x" * 2000, "more than"),
    ],
)
def test_what_is_no_feed_or_an_attack_is_refused(
    tmp_path: Path, given: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST", 1000)
    (tmp_path / "x").write_bytes(given)
    with pytest.raises(ImportProblem, match=said):
        fed(str(tmp_path / "x"))


def test_a_feed_is_fetched_through_the_guarded_client(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(ATOM.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Old)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/feed"
    with pytest.raises(ImportProblem, match="could not be fetched"):
        fed(url)
    fetch = http.fetch
    monkeypatch.setattr(
        http, "fetch", lambda address, **given: fetch(address, judge=lambda *_: None, **given)
    )
    assert fed(url).new == 2
    server.shutdown()
    with pytest.raises(ImportProblem, match="cannot be read"):
        fed("/nowhere/feed.xml")


def test_a_file_that_cannot_be_read_is_no_traceback(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.json", tmp_path):
        with pytest.raises(ImportProblem, match="cannot be read"):
            bring(path)


def test_a_post_of_an_old_export_names_its_author_itself(tmp_path: Path) -> None:
    bring(export(tmp_path, post(1, author_id="2")))
    assert [author.handle for author in Story.objects.get().authors.all()] == ["ada"]
