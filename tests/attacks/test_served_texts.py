"""Lines of the list about texts, files and floods, on the running server: what is sent, and what is answered of it."""

import io
import json
import re
import struct
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit

import pytest
from PIL import Image

from tests.attacks.fill import CANARY
from tests.attacks.line import PATIENCE, Target, Told, ask, through_the_proxy
from tests.attacks.served import FORM, called, given, opens, signed_in
from tests.faults.asks import CHROME
from tests.site import paper

HEADLINE = "{{7*7}} {% debug %} {0.__class__} \u202eover"
BODY = (
    '<p style="position:fixed;inset:0" class="x">Over <a href="https://elsewhere.example/" target="_blank">all</a></p>'
    "<script>alert(1)</script><img src=x onerror=alert(1)><style>*{color:red}</style><iframe src=//evil.example></iframe>"
)


@pytest.fixture(scope="module")
def hostile(target: Target) -> str:
    """A story of such words, sent in by Ben's program and published by Ada's: its page."""
    words = {
        "section": "harbour",
        "headline": HEADLINE,
        "standfirst": HEADLINE,
        "body": BODY,
        "topics": ["{{7*7}}"],
    }
    draft = given(target, "ben", "POST", "/me/stories/", words)
    given(target, "ben", "POST", f"/me/stories/{draft['id']}/submit/", {"version": draft["version"]})
    given(target, "ada", "POST", f"/desk/stories/{draft['id']}/publish/", {})
    address = given(target, "ben", "GET", f"/stories/{draft['id']}/")["address"]
    page = page_of(target, urlsplit(address).path)
    assert page.status == 200
    return page.body.decode()


def page_of(target: Target, path: str) -> Told:
    return ask(target.server, path, host="paper.example")


def test_line_1_nothing_active_is_served(hostile: str) -> None:
    assert "alert(1)" not in hostile
    assert "evil.example" not in hostile
    assert not re.search(r"<style|<script(?![^>]*(\ssrc=|application/(ld\+)?json))|\son\w+=", hostile)


def test_line_8_nothing_lies_over_the_page_and_links_open_nothing(hostile: str) -> None:
    assert "position:fixed" not in hostile
    assert "\u202e" not in hostile
    link = re.search(r'<a [^>]*href="https://elsewhere\.example/"[^>]*>', hostile)
    assert link
    assert "target=" not in link[0]
    assert "nofollow" in link[0] or "ugc" in link[0]


def test_line_27_words_are_no_template(hostile: str) -> None:
    assert "{{7*7}} {% debug %} {0.__class__}" in hostile
    assert ">49" not in hostile


PUBLIC = (
    "/ /section/harbour/ /by/ben/ /search/?q=trireme /feed.rss /feed.atom /feed.json /section/harbour/feed.rss "
    "/sitemap.xml /sitemap-stories-1.xml /sitemap-news.xml /sitemap-sections.xml /corrections/ /moderation/ "
    "/api/v1/stories/ /api/v1/search/?q=trireme /api/v1/topics/ /api/v1/sections/ /opensearch.xml /2026/ /robots.txt"
).split()


def test_lines_14_and_15_what_is_not_out_is_nowhere(target: Target) -> None:
    """A draft, what waits, and what is due tomorrow. The control: a word of what is out is found the same ways."""
    until = time.monotonic() + 60
    while (
        b"The tide" not in page_of(target, "/api/v1/search/?q=tide").body
    ):  # the index is built after the start
        assert time.monotonic() < until
        time.sleep(0.2)
    for path in PUBLIC:
        assert CANARY.encode() not in page_of(target, path).body, path
    for name in ("draft", "waits", "due"):
        number = target.places[name]
        there, nowhere = (page_of(target, f"/api/v1/stories/{one}/") for one in (number, 999999))
        assert (there.status, there.body) == (nowhere.status, nowhere.body), name
    assert page_of(target, f"/topic/{CANARY}/").status == 404
    for path in ("/", "/search/?q=the+tide", "/feed.rss", "/api/v1/stories/"):
        assert target.places["story"].encode() in page_of(target, path).body, path


QUESTIONS = (
    "'", '"', "' OR 1=1--", "NEAR(tide noon)", "tide*", "a* b* c* d*", "AND", "tide AND", "-tide", "(", "^", ":*",
    "tide & !", "headline:tide", "x" * 7000, "a " * 3000, "\u0000", "\\", "%",
    "tide'; DROP TABLE stories_story;--", "{}[]", "🚢",
)  # fmt: skip


def test_line_28_a_question_is_words_and_answered_at_once(target: Target) -> None:
    for question in QUESTIONS:
        for path in (f"/search/?q={quote(question)}", f"/api/v1/search/?q={quote(question)}"):
            began = time.monotonic()
            answer = page_of(target, path)
            assert answer.status < 500, (path[:80], answer.status)
            assert CANARY.encode() not in answer.body, path[:80]
            assert time.monotonic() - began < 5, path[:80]
    for name in ("order_by", "sort", "filter", "fields", "author__password", "authors__email__startswith"):
        answer = page_of(target, f"/api/v1/stories/?{name}=password&limit=1")
        assert answer.status < 500
        assert b"pbkdf2" not in answer.body


@pytest.mark.parametrize(
    "text", ["<" * 100_000, "a@" * 50_000, "<b>" * 30_000, "&" * 100_000, "http://" * 14_000]
)
def test_line_30_no_text_keeps_the_server_busy(target: Target, text: str) -> None:
    began = time.monotonic()
    answer = called(
        target, "ben", "POST", "/me/stories/", {"section": "harbour", "headline": "x", "body": text}
    )
    assert 200 <= answer.status < 500
    assert time.monotonic() - began < PATIENCE
    assert page_of(target, "/").status == 200


def uploaded(target: Target, who: str, data: bytes) -> Told:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    token = f"Bearer {target.places[who]}"
    kind = "multipart/form-data; boundary=b"
    alt = b'\r\n--b\r\nContent-Disposition: form-data; name="alt"\r\n\r\nA boat\r\n--b--\r\n'
    here = {"host": "paper.example", "authorization": token, "content_type": kind}
    return ask(target.server, "/api/v1/me/pictures/", "POST", head + data + alt, **here)


def bomb(side: int) -> bytes:
    """A PNG of so many black pixels squared, in some kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packed = zlib.compress(bytes((side // 8 + 1) * 1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)),
            chunk(b"IDAT", packed),
            chunk(b"IEND", b""),
        )
    )


def drawn(colour: int = 0) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (colour, 20, 90)).save(made, "JPEG")
    return made.getvalue()


def test_lines_6_and_31_bombs_and_what_is_no_picture_are_refused_at_once(target: Target) -> None:
    for data in (
        bomb(100_000),
        bomb(30_000),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html>",
        b"",
    ):
        began = time.monotonic()
        answer = uploaded(target, "ada", data)
        assert 400 <= answer.status < 500, answer.body[:300]
        assert time.monotonic() - began < 5


def test_line_32_of_two_things_in_a_file_the_picture_stays(target: Target) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("evil-7f3a.php", "<?php evil_7f3a(); ?>")
    answer = uploaded(target, "ada", drawn(200) + packed.getvalue())
    assert answer.status == 201, answer.body[:300]
    address = json.loads(answer.body)["address"]
    _, cookies = signed_in(target, "ada")
    stored = opens(target, "/media/" + address.partition("/media/")[2], cookies)
    assert stored.status == 200
    assert Image.open(io.BytesIO(stored.body)).size == (64, 48)
    assert b"evil" not in stored.body
    assert b"PK\x03\x04" not in stored.body


def test_line_33_there_is_an_end_to_uploads(target: Target) -> None:
    """Forty a day for somebody new."""
    codes = [uploaded(target, "cleo", drawn(number)).status for number in range(42)]
    assert codes[:40] == [201] * 40
    assert codes[40:] == [429, 429]


def test_line_34_who_floods_is_stopped_and_nobody_else_is(target: Target) -> None:
    path = f"/stories/{target.places['number']}/comments/"
    codes = [called(target, "dan", "POST", path, {"text": f"Flood {number}."}).status for number in range(12)]
    assert codes[:10] == [201] * 10
    assert codes[10:] == [429, 429]
    began = time.monotonic()
    assert called(target, "ada", "POST", path, {"text": "Noted."}).status == 201
    assert time.monotonic() - began < PATIENCE


def seen(target: Target, reader: str, token: str, **more: str) -> int:
    """The beacon of a page that stood before somebody for a second."""
    browser = {"user_agent": CHROME, "accept_language": "en-GB,en", "sec_fetch_site": "same-origin", **more}
    body = f"t={quote(token)}".encode()
    answer = through_the_proxy(
        target.server, "/seen/", "POST", body, x_forwarded_for=reader, content_type=FORM, **browser
    )
    return answer.status


def readers_of(target: Target) -> int:
    said = paper.run_module("tests.attacks.fill", target.folder, "--seen", target.places["subject"])
    return int(said.strip().splitlines()[-1])


def test_line_35_a_reader_is_one_however_often_and_a_machine_none(target: Target) -> None:
    token, before = target.places["seen"], readers_of(target)
    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(lambda _: seen(target, "203.0.113.77", token), range(40)))
    assert codes == {204}
    seen(
        target,
        "203.0.113.78",
        token,
        user_agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    )
    seen(target, "203.0.113.79", token, sec_purpose="prefetch;prerender")
    seen(target, "203.0.113.80", token[:-2] + "xx")
    seen(target, "203.0.113.81", "story:1")
    assert readers_of(target) == before + 1
    assert seen(target, "203.0.113.82", token) == 204
    assert readers_of(target) == before + 2


def test_line_36_a_click_leads_where_it_was_sold_to(target: Target) -> None:
    plain = page_of(target, target.places["go"])["location"]
    for more in (
        "?to=//evil.example",
        "?url=https://evil.example",
        "?next=//evil.example",
        "?//evil.example",
    ):
        assert page_of(target, target.places["go"] + more)["location"] == plain
    assert "evil" not in plain


def test_line_45_no_name_and_no_address_passes_for_another(target: Target) -> None:
    assert page_of(target, "/by/%EF%BD%81da/").status == 404
    assert page_of(target, "/by/ad%D0%B0/").status == 404
    assert page_of(target, "/by/ada%E2%80%8B/").status == 404
