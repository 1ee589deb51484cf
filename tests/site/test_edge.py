"""The edge on the running program: one page for everyone, nothing of anybody in it, and nobody can change it for others."""

import hashlib
import http.cookies
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.late import Lateness
from tests.site import pages, paper
from tests.site.asking import Answer, ask, ask_with
from tests.site.paper import Server
from tests.site.reading import Read

PASSWORD = "harbour-light-1862"
PEOPLE = {
    "member": "tom-hartley@lantern.example",
    "editor": "irina-dobrescu@lantern.example",
    "owner": "olga@lantern.example",
}
MACHINES = (
    "/feed.rss", "/feed.atom", "/feed.json", "/section/harbour/feed.rss", "/topic/ferry/feed.atom",
    "/by/tom-hartley/feed.json", "/corrections/feed.rss", "/sitemap.xml", "/sitemap-stories-1.xml",
    "/sitemap-sections.xml", "/sitemap-news.xml", "/robots.txt", "/ads.txt", "/favicon.ico", "/opensearch.xml",
    "/.well-known/security.txt", "/.well-known/gpc.json",
)  # fmt: skip
NAME, RENAMED = "Felinarul", "Farul Vechi"  # of the Romanian paper, and for a while in one test
# The token of a page changes with the hour, and a view may be counted by another test meanwhile.
MOVES = re.compile(b'data-seen="[^"]*"|<span>[^<]*(?:view|citir)[^<]*</span>')


def cookies_of(server: Server, email: str) -> str:
    """Sign in as a person would; the cookies as a browser would send them back."""
    form = ask(server, "/account/sign-in/")
    jar: dict[str, str] = {}
    keep(jar, form)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)
    assert token
    field = "username" if b'name="username"' in form.body else "login"
    body = f"csrfmiddlewaretoken={token[1].decode()}&{field}={email}&password={PASSWORD}".encode()
    kind = "application/x-www-form-urlencoded"
    done = ask(server, "/account/sign-in/", "POST", body, cookie=sent(jar), content_type=kind)
    assert done.status == 302, done.body[:500]
    keep(jar, done)
    return sent(jar)


def keep(jar: dict[str, str], answer: Answer) -> None:
    for line in answer.cookies:
        for name, morsel in http.cookies.SimpleCookie(line).items():
            jar[name] = morsel.value


def sent(jar: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in jar.items())


@pytest.fixture(scope="module")
def signed_in(english: Server) -> dict[str, str]:
    return {who: cookies_of(english, email) for who, email in PEOPLE.items()}


def digest(answer: Answer) -> str:
    return hashlib.sha256(MOVES.sub(b"", answer.body)).hexdigest()


def addresses(read: dict[str, Read]) -> Iterator[str]:
    """Everything a reader or a program can open without signing in."""
    private = ("/account/", "/admin/", "/studio/", "/desk/", "/me/", "/flag/", "/api/", "/talk/")
    yield from (path for path in read if not path.startswith(private))
    yield from MACHINES


def test_every_public_page_is_the_same_for_stranger_member_and_editor(
    english: Server, read_in_english: dict[str, Read], signed_in: dict[str, str]
) -> None:
    assert len(read_in_english) > 100
    for path in addresses(read_in_english):
        answers = {"stranger": ask(english, path)}
        answers |= {who: ask(english, path, cookie=cookies) for who, cookies in signed_in.items()}
        assert len({(one.status, digest(one)) for one in answers.values()}) == 1, path
        for one in answers.values():
            assert not one.cookies, path
            if one.status == 200:
                assert "cookie" not in one.headers.get("vary", "").lower(), path
                assert one.headers["cache-control"].startswith("public"), path


def test_private_answers_are_for_one_person_and_kept_nowhere(
    english: Server, signed_in: dict[str, str]
) -> None:
    stranger = ask(english, "/me/")
    assert (stranger.status, stranger.headers["cache-control"]) == (204, "private, no-store")
    for who, cookies in signed_in.items():
        answer = ask(english, "/me/", cookie=cookies)
        assert (answer.status, answer.headers["cache-control"]) == (200, "private, no-store"), who
        assert "age" not in answer.headers
    assert ask(english, "/me/").status == 204


CANARY = "canary-7f3a"
ODD: list[dict[str, str]] = [
    {"x_forwarded_host": f"{CANARY}.example"},
    {"x_forwarded_proto": "https"},
    {"x_forwarded_prefix": f"/{CANARY}"},
    {"x_forwarded_port": "4444"},
    {"forwarded": f"host={CANARY}.example;proto=https"},
    {"x_original_url": f"/{CANARY}/"},
    {"x_rewrite_url": f"/{CANARY}/"},
    {"x_http_method_override": "POST"},
    {"accept_language": "ro"},
    {"cookie": f"django_language=ro; theme={CANARY}; session={CANARY}; csrf={CANARY}; member=1"},
    {"authorization": f"Bearer {CANARY}"},
    {"accept": f"application/json, {CANARY}"},
    {"user_agent": f"<script>{CANARY}</script>"},
    {"referer": f"https://{CANARY}.example/"},
    {"sec_gpc": "1"},
    {"range": "bytes=0-10"},
]
QUERIES = (
    "utm_source=canary-7f3a",
    "lang=ro",
    "_method=POST",
    "a=1&a=2",
    "%00=1",
    ";=canary-7f3a",
    "fbclid=" + "x" * 3000,
)


def test_nothing_but_the_address_changes_a_page(english: Server) -> None:
    """A first request tries to poison, a second clean one must see nothing of it (fresh page, so that it is rendered)."""
    for n, odd in enumerate([*ODD, *({"query": query} for query in QUERIES)]):
        fresh = f"/search/?q=nothing+like+this+{n}"
        query = odd.pop("query", "")
        spoiled = ask_with(english, f"{fresh}&{query}" if query else fresh, odd)
        clean = ask(english, fresh)
        assert spoiled.status == clean.status == 200, odd
        assert spoiled.body == clean.body, odd
        assert CANARY.encode() not in clean.body, odd
        assert CANARY not in str(clean.headers), odd


@pytest.mark.parametrize("host", [f"{CANARY}.example", f"127.0.0.1@{CANARY}.example", "127.0.0.1, x", ""])
def test_a_foreign_host_is_refused_and_kept_nowhere(english: Server, host: str) -> None:
    answer = ask(english, pages.STORY, host=host)
    assert answer.status == 400
    assert CANARY.encode() not in ask(english, pages.STORY).body


@pytest.mark.parametrize(
    "path",
    [
        "/me/x.css", "/me/.js", "/me/;.js", "/me/%0a.css", "/me%2f..%2fstatic/a.js", "/me/%2e%2e/a.css", "/me/..%5ca.js",
        "/me.css", "/studio/figures/a.css", "/studio/figures/;a.js", "/studio/figures/%23.js", "/account/sign-in/a.css",
        "/desk/figures/%3f.css",
    ],
)  # fmt: skip
def test_no_disguise_makes_a_private_page_public(
    english: Server, signed_in: dict[str, str], path: str
) -> None:
    answer = ask(english, path, cookie=signed_in["editor"])
    assert not answer.headers.get("cache-control", "").startswith("public") or answer.status == 404
    assert b"irina" not in answer.body.lower()


def test_errors_are_never_kept(english: Server) -> None:
    for path, status in pages.REFUSED.items():
        for _ in range(2):
            answer = ask(english, path)
            assert answer.status == status
            assert "age" not in answer.headers
            assert "public" not in answer.headers.get("cache-control", "")


def test_a_story_is_answered_in_every_way_a_cache_may_ask(english: Server) -> None:
    whole = ask(english, pages.STORY, accept_encoding="br, gzip")
    assert (whole.headers["content-encoding"], whole.headers["vary"]) == ("br", "Accept-Encoding")
    assert whole.headers["cache-control"] == "public, max-age=0, s-maxage=29"
    assert {"site", "sections"} < set(whole.headers["cache-tag"].split(", "))
    assert int(whole.headers["age"]) <= 30
    known = ask(english, pages.STORY, accept_encoding="br, gzip", if_none_match=whole.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    head = ask(english, pages.STORY, "HEAD", accept_encoding="br, gzip")
    assert (head.status, head.headers["content-length"]) == (200, str(len(whole.body)))
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(english, pages.STORY, method, b"").status == 405


def until(settled: Callable[[], bool], seconds: float) -> float:
    began = time.monotonic()
    while not settled():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)
    return time.monotonic() - began


def test_a_change_elsewhere_reaches_every_worker_within_a_second(papers: Path, tmp_path: Path) -> None:
    """The change is made by another program, as another node would; two workers each have the page in memory."""
    with paper.served(papers / "ro", tmp_path / "log", "--workers", "2") as server:
        before = [ask(server, "/corrections/").body for _ in range(20)]
        assert len(set(before)) == 1
        paper.run_module("tests.site.fill", papers / "ro", "rename", RENAMED)
        changed = time.monotonic()
        try:
            with Lateness() as late:
                until(
                    lambda: all(RENAMED.encode() in ask(server, "/corrections/").body for _ in range(20)), 10
                )
            # a second, and the twenty requests that see it
            assert time.monotonic() - changed < 1.5 + late.seconds
        finally:
            paper.run_module("tests.site.fill", papers / "ro", "rename", NAME)


@pytest.mark.browser
def test_a_reader_of_a_real_story_is_counted(english: Server, browser: Any) -> None:
    """From the page as it is served, through the beacon, to the counter of the same page."""
    from commonpress.engines.readership.tests.people import CHROME
    from tests.test_seen_browser import HINTS, PERSON

    context = browser.new_context(user_agent=CHROME, extra_http_headers=HINTS)
    context.add_init_script(PERSON)
    page = context.new_page()
    answered: list[int] = []
    page.on("response", lambda one: answered.append(one.status) if one.url.endswith("/seen/") else None)
    page.goto(english.url + pages.ROMANIAN_STORY)
    until(lambda: bool(page.wait_for_timeout(100) or answered), 10)
    context.close()
    assert answered == [204]
