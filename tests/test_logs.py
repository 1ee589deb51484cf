"""The log: one line a request, none that a stranger began, no secret; a failure has the name its page shows."""

import io
import itertools
import json
import logging
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from commonpress.config import logs
from commonpress.config.requests import slowest, without_secrets
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.edge.public import IN_FRONT
from commonpress.engines.events import work
from commonpress.engines.lib import asked
from commonpress.engines.lib.tally import tally
from commonpress.engines.site import options
from commonpress.interfaces.front import frame
from tests.site.paper import inherited

PASSWORD = "harbour-light-1862"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged at all, in the form of a program's."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.formatter(as_json=True, secrets=("the-key-of-the-paper",)))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.fixture
def lines(written: io.StringIO) -> Lines:
    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in written.getvalue().splitlines()]

    return read


def of_requests(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in found if line["logger"] == "commonpress.requests"]


def test_a_request_has_one_line_under_the_name_in_its_answer(
    client: Client, story: Story, lines: Lines
) -> None:
    answer = client.get("/search/?q=canary&author=ben", HTTP_X_REQUEST_ID="forged-by-a-reader")
    (line,) = of_requests(lines())
    assert line["event"] == "GET /search/?author&q"
    assert line["request"] == answer["X-Request-ID"] != "forged-by-a-reader"
    assert (line["status"], line["kind"], line["level"]) == (200, "own", "info")
    assert line["queries"] > 0
    assert 0 < line["ms"] < 60_000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line["at"])


def test_a_page_made_for_the_edge_is_told_as_made(client: Client, db: None, lines: Lines) -> None:
    asks: dict[str, Any] = {IN_FRONT: True, asked.NAME: "named-by-a-proxy"}
    assert client.get("/", **asks)["X-Request-ID"] == "named-by-a-proxy"
    (line,) = of_requests(lines())
    assert (line["kind"], line["request"]) == ("made", "named-by-a-proxy")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/account/invitation/Hidden-Words_1/", "/account/invitation/…/"),
        ("/account/invitation/Hidden-Words_1", "/account/invitation/…"),
        ("/account/password/new/3x-HiddenWords1/", "/account/password/new/…-…/"),
        ("/sponsors/report/HiddenWords/", "/sponsors/report/…/"),
        ("/studio/shown/HiddenWords/", "/studio/shown/…/"),
        ("/nowhere/at/all/AbCdEfGhIjKlMnOp12/", "/nowhere/at/all/…/"),
        ("/2026/11/a-perfectly-ordinary-long-slug/", "/2026/11/a-perfectly-ordinary-long-slug/"),
    ],
)
def test_what_is_secret_in_an_address_is_not_told(path: str, shown: str) -> None:
    assert without_secrets(path) == shown


def test_no_secret_of_a_member_ever_stands_in_the_log(
    client: Client, ben: Member, written: io.StringIO
) -> None:
    for word in (PASSWORD, "wrong-canary-password"):
        client.post("/account/sign-in/", {"login": ben.email, "password": word})
        assert client.get("/account/").status_code in {200, 302}
    session = client.cookies["session"].value
    assert len(session) > 20
    client.get("/me/", HTTP_AUTHORIZATION="Bearer canary-bearer-token")
    client.get("/api/v1/me/", HTTP_AUTHORIZATION="Bearer canary-bearer-token")
    Client().post("/account/password/forgotten/", {"email": ben.email})
    while work.run_due():
        pass
    letter = str(mail.outbox[-1].body)
    (link,) = re.findall(r"https?://[^/]+(/account/password/new/\S+)", letter)
    client.get(link)
    client.get(f"{link.rstrip('/')}x/?token=canary-query")
    key = link.rstrip("/").rsplit("-", 1)[1]
    told = written.getvalue()
    assert told.count("commonpress.requests") >= 8
    for canary in (PASSWORD, "wrong-canary-password", session, "canary-bearer-token", key, "canary-query"):
        assert canary not in told, canary


def test_secrets_are_hidden_by_name_and_by_what_they_are(lines: Lines, written: io.StringIO) -> None:
    log = logging.getLogger("commonpress.anywhere")
    log.warning("sent the-key-of-the-paper on", extra={"api_token": "one", "Cookie": "two", "count": 3})
    try:
        raise RuntimeError(
            "x\nDETAIL:  Key (email)=(ben@paper.example) already exists.\nthe-key-of-the-paper"
        )
    except RuntimeError:
        log.exception("it failed")
    first, second = lines()
    assert (first["event"], first["api_token"], first["Cookie"], first["count"]) == ("sent … on", "…", "…", 3)
    assert "RuntimeError" in second["exception"]
    assert "ben@paper.example" not in written.getvalue()
    assert "the-key-of-the-paper" not in written.getvalue()


def test_nothing_a_stranger_sends_begins_a_line(client: Client, db: None, written: io.StringIO) -> None:
    client.get("/a%0d%0a2026-11-26 ERROR forged: all is lost%1b[2J/?x%0d%0ay=1")
    logging.getLogger("commonpress.x").error("said %s", "a\r\nb\x1b[31m\u2028c")
    for line in written.getvalue().split("\n")[:-1]:
        assert json.loads(line)
    assert not {"\r", "\x1b", "\u2028"} & set(written.getvalue())


def test_on_a_terminal_a_person_can_read_it() -> None:
    form = logs.formatter(as_json=False, secrets=())
    record = logging.LogRecord("commonpress.requests", logging.INFO, "", 0, "GET /a\r\nb", (), None)
    vars(record).update(status=200, ms=3.5)
    assert re.fullmatch(r"\d\d:\d\d:\d\d requests: GET /a\\r\\nb  status=200 ms=3.5", form.format(record))
    try:
        raise ValueError("one\ntwo")
    except ValueError:
        failed = logging.LogRecord("commonpress.x", logging.ERROR, "", 0, "no", (), sys.exc_info())
    first, *below = form.format(failed).split("\n")
    assert first.endswith("ERROR x: no")
    assert all(line.startswith("    | ") for line in below)
    assert below[-1] == "    | two"


@pytest.mark.parametrize(("language", "words"), [("en", "name this reference"), ("ro", "codul")])
def test_a_failure_shows_a_reference_the_log_knows(
    db: None, lines: Lines, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    options.change({"language": language})

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("canary: postgres://olga:secret@db/paper")

    monkeypatch.setattr(frame, "render", broken)
    before = tally.total("failures")
    answer = Client(raise_request_exception=False).get("/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert words in page
    assert "canary" not in page
    assert "Traceback" not in page
    (reference,) = re.findall(r"<code>(\w+)</code>", page)
    (line,) = [line for line in lines() if line["logger"] == "commonpress.failures"]
    assert line["reference"] == line["request"] == reference == answer["X-Request-ID"]
    assert "RuntimeError" in line["exception"]
    assert line["event"] == "GET / failed"
    assert tally.total("failures") == before + 1


def test_a_failure_of_the_api_names_its_reference_too(
    db: None, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonpress.interfaces.api import gate

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr(gate, "limited", broken)
    answer = Client().get("/api/v1/sections/")
    told = answer.json()
    assert answer.status_code == 500
    assert "canary" not in answer.content.decode()
    assert told["reference"] == answer["X-Request-ID"]
    assert told["reference"] in {line.get("request") for line in lines() if line["level"] == "error"}


def test_the_slowest_addresses_are_remembered_without_secrets(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slowest, "known", {})
    monkeypatch.setattr(time, "perf_counter", itertools.count().__next__)
    client.get("/account/sign-in/")
    client.get("/sponsors/report/HiddenWords/")
    assert set(slowest.known) == {"/sponsors/report/…/", "/account/sign-in/"}
    assert slowest.known in tally.notes()


def test_what_the_owner_of_the_program_chose_is_what_is_written(tmp_path: Any) -> None:
    """In a process of its own, because a program's logging is set up once."""
    (tmp_path / "paper.env").write_text("COMMONPRESS_SECRET_KEY=the-key-of-the-paper\n")
    code = (
        "import django; django.setup(); import logging;"
        "logging.getLogger('commonpress.requests').info('line the-key-of-the-paper');"
        "logging.getLogger('django.request').error('Not Found: /secret/')"
    )
    for form, requests, wanted in (
        ("auto", "made", '"event": "line …"'),
        ("text", "all", "requests: line …"),
        ("json", "none", ""),
    ):
        environment = {
            **inherited(),  # without its folder of compiled code all of Django would be compiled anew
            "COMMONPRESS_HOME": str(tmp_path),
            "COMMONPRESS_LOG_FORM": form,
            "COMMONPRESS_LOG_REQUESTS": requests,
            "DJANGO_SETTINGS_MODULE": "commonpress.config.settings",
            "PYTHONPATH": ":".join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        assert wanted in done.stderr
        assert bool(done.stderr) == bool(wanted)
        assert "/secret/" not in done.stderr
