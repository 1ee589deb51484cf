"""What every kind of answer says to the browser, as it leaves the running server behind TLS."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.attacks.line import Target, Told, ask, through_the_proxy
from tests.site.paper import ROOT, environment

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "style-src": "'self'",
    "script-src": "'self'",
    "frame-src": "https://www.youtube-nocookie.com https://player.vimeo.com",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ALWAYS = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
PRIVATE = "private, no-store"


def kinds(target: Target) -> dict[str, tuple[str, int, str]]:
    """An address of each kind of answer: its status, and what its Cache-Control begins with."""
    sheet = re.search(rb'href="(/static/[^"]+\.css|/look/[^"]+)"', ask(target.server, "/").body)
    assert sheet
    return {
        "public": ("/", 200, "public"),
        "story": (target.places["story"], 200, "public"),
        "search": ("/search/?q=tide", 200, "public"),
        "feed": ("/feed.atom", 200, "public"),
        "file": ("/robots.txt", 200, "public"),
        "private": ("/account/sign-in/", 200, PRIVATE),
        "nobody's": ("/me/", 204, PRIVATE),
        "refused": ("/studio/", 302, PRIVATE),
        "API": ("/api/v1/stories/", 200, ""),
        "API error": ("/api/v1/me/", 401, ""),
        "description": ("/api/openapi.json", 200, ""),
        "missing": ("/there-never-was/", 404, "no-store"),
        "wrong method": ("/seen/", 405, ""),
        "picture": (target.places["picture"], 200, "public"),
        "no picture": ("/media/none.jpg", 404, "no-store"),
        "style": (sheet[1].decode(), 200, ""),
        "click": (target.places["go"], 302, ""),
    }


def test_every_kind_of_answer_carries_the_headers_that_guard_it(target: Target) -> None:
    for kind, (path, status, kept) in kinds(target).items():
        answer = through_the_proxy(target.server, path)
        assert answer.status == status, kind
        for name, value in ALWAYS.items():
            assert answer[name] == value, (kind, name)
        assert answer["cache-control"].startswith(kept), (kind, answer["cache-control"])
        if answer.body:
            assert re.fullmatch(
                r"(text/.+|application/.*(xml|json).*); charset=utf-8|image/.+|application/.*json",
                answer["content-type"],
            ), kind
        if kind not in {"picture", "no picture"}:
            assert directives(answer) == POLICY, kind
        assert "server" not in answer.headers or "/" not in answer["server"], kind
        assert "x-powered-by" not in answer.headers, kind


def directives(answer: Told) -> dict[str, str]:
    parted = (part.strip().partition(" ") for part in answer["content-security-policy"].split(";"))
    return {name: value for name, _, value in parted}


def test_a_picture_opened_as_a_page_runs_and_loads_nothing(target: Target) -> None:
    answer = through_the_proxy(target.server, target.places["picture"])
    assert answer["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer["content-type"] == "image/jpeg"


def test_the_policy_allows_nothing_that_stands_in_a_page(target: Target) -> None:
    """A kept page cannot carry a nonce, and needs none: no page has a script or a style of its own in it."""
    for path in (
        "/",
        target.places["story"],
        "/search/?q=tide",
        "/account/sign-in/",
        "/account/join/",
        "/api/",
    ):
        page = through_the_proxy(target.server, path).body.decode()
        assert not re.search(
            r"<script(?![^>]*(\ssrc=|application/(ld\+)?json))|<style|\sstyle=|\son[a-z]+=", page
        ), path
    assert "unsafe" not in str(POLICY)


def test_every_cookie_is_the_hosts_own_and_out_of_reach_of_scripts(target: Target) -> None:
    form = through_the_proxy(target.server, "/account/sign-in/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)
    assert token
    cookies = "; ".join(line.partition(";")[0] for line in form.headers["set-cookie"])
    body = f"csrfmiddlewaretoken={token[1].decode()}&login=olga%40example.org&password=harbour-light-1862".encode()
    sent = {
        "cookie": cookies,
        "origin": "https://paper.example",
        "referer": "https://paper.example/account/sign-in/",
    }
    kind = "application/x-www-form-urlencoded"
    done = through_the_proxy(target.server, "/account/sign-in/", "POST", body, content_type=kind, **sent)
    assert done.status == 302
    lines = [*form.headers["set-cookie"], *done.headers["set-cookie"]]
    assert {line.partition("=")[0] for line in lines} == {"__Host-csrf", "__Host-session", "member"}
    for line in lines:
        says = {part.strip().lower() for part in line.split(";")[1:]}
        assert {"secure", "samesite=lax", "path=/"} <= says, line
        assert not any(part.startswith("domain") for part in says), line
        # "member" only says that somebody is signed in, for the page's own scripts.
        assert "httponly" in says or line.startswith("member=1;"), line


def test_no_public_answer_sets_a_cookie(target: Target) -> None:
    for kind, (path, _status, kept) in kinds(target).items():
        if kept == "public":
            assert "set-cookie" not in through_the_proxy(target.server, path).headers, kind


@pytest.mark.parametrize("path", ["/seen/", "/account/sign-in/"])
def test_what_the_edge_refuses_alone_is_taken_for_nothing_but_text(target: Target, path: str) -> None:
    """Without a length, or with one beyond all measure: told before Django is asked."""
    answer = ask(target.server, path, "POST", content_length="999999999999")
    assert answer.status in {400, 413}
    assert "no-store" in answer["cache-control"]
    assert answer["x-content-type-options"] == "nosniff"


def test_djangos_own_check_of_a_deployment_finds_nothing(target: Target) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**environment(target.folder), "COMMONPRESS_HOME": str(target.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def test_the_description_of_the_api_names_no_machine_of_ours(target: Target) -> None:
    said = json.loads(ask(target.server, "/api/openapi.json").body.split(b"\r\n\r\n")[-1])
    assert os.uname().nodename not in json.dumps(said)


def test_no_answer_is_given_to_scripts_of_other_sites(target: Target) -> None:
    """But the feeds, which are for other sites; and what is written is refused to be asked for beforehand."""
    for kind, (path, _status, _kept) in kinds(target).items():
        if kind == "feed":
            continue
        answer = through_the_proxy(target.server, path, origin="https://evil.example")
        assert not [name for name in answer.headers if name.startswith("access-control-")], kind
    asked = {"origin": "https://evil.example", "access_control_request_method": "PUT"}
    answer = through_the_proxy(target.server, "/api/v1/me/stories/", "OPTIONS", **asked)
    assert not [name for name in answer.headers if name.startswith("access-control-")]
