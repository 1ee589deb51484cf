from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from commonpress.engines.readership import totals
from commonpress.engines.readership.models import Sighting
from commonpress.engines.readership.tests.people import HEADERS, body
from commonpress.engines.readership.writer import writer

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    writer.reset()
    yield
    writer.stop()
    writer.reset()


def post(written: bytes, **headers: str) -> Any:
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    lower = {name.lower(): value for name, value in HEADERS.items()}
    return Client(enforce_csrf_checks=True).post("/seen/", written, FORM, headers={**lower, **changed})


def test_a_view_is_counted_when_it_is_answered() -> None:
    answer = post(body("story:1"))
    assert answer.status_code == 204
    assert totals.seen(["story:1"]) == {"story:1": 1}


def test_the_answer_sets_no_cookie_and_is_kept_nowhere() -> None:
    answer = post(body("story:1"))
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    "header",
    [
        {"sec_gpc": "1"},
        {"user_agent": "curl/8.5.0"},
        {"sec_fetch_site": "cross-site"},
        {"sec_purpose": "prefetch"},
    ],
    ids=str,
)
def test_what_does_not_count_is_answered_alike(header: dict[str, str]) -> None:
    counted, left_out = post(body("story:1")), post(body("story:2"), **header)
    for answer in (counted, left_out):
        del answer["X-Request-ID"]  # its own for each
    assert (left_out.status_code, left_out.content, dict(left_out.headers)) == (
        counted.status_code,
        counted.content,
        dict(counted.headers),
    )
    assert totals.seen(["story:1", "story:2"]) == {"story:1": 1}


def test_a_repeat_and_a_forged_token_are_answered_alike() -> None:
    assert [post(body("story:1")).status_code for _ in range(3)] == [204] * 3
    assert post(b"t=forged").status_code == 204
    assert totals.seen(["story:1"]) == {"story:1": 1}


@pytest.mark.parametrize("written", [b"", b"nonsense", b"r=example.com", b"\xff"])
def test_nonsense_is_refused(written: bytes) -> None:
    assert post(written).status_code == 400


def test_too_much_is_refused_unread() -> None:
    assert post(b"t=" + b"a" * 5000).status_code == 413


def test_only_a_post_counts(client: Client) -> None:
    assert client.get("/seen/").status_code == 405


def test_what_could_not_be_stored_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "submit", lambda _, done: done(False))
    assert post(body("story:1")).status_code == 503
    assert not Sighting.objects.exists()
