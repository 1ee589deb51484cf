"""What is said while the database is away or the disk is full: in the paper's language, to come again, and no traceback."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from commonpress.config import refusals
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.engines.site import away, options

SENTENCE = {
    "en": "The paper cannot keep anything just now",
    "ro": "Ziarul nu poate păstra nimic chiar acum",
}


def fails(problem: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise problem

    return fail


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def without_database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "SETTINGS", type("Away", (), {"rows": fails(OperationalError("locked"))}))


@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_form_is_asked_for_again_in_the_language_the_paper_had(
    without_database: None, monkeypatch: pytest.MonkeyPatch, visitor: Client, language: str
) -> None:
    monkeypatch.setattr(options._Last, "language", language)
    answer = visitor.post("/account/sign-in/", {"login": "ben"})
    assert answer.status_code == 503
    assert (answer["Cache-Control"], answer["Retry-After"]) == ("no-store", away.RETRY_SECONDS)
    assert SENTENCE[language] in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()


def test_a_reader_is_told_that_nothing_was_lost(without_database: None, visitor: Client) -> None:
    answer = visitor.get("/")
    assert answer.status_code == 503
    assert "try again in a minute" in answer.content.decode()


def test_a_program_gets_a_problem_that_names_the_remedy(without_database: None, visitor: Client) -> None:
    answer = visitor.get("/api/v1/stories/")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer["Retry-After"] == away.RETRY_SECONDS
    assert "Idempotency-Key" in answer.json()["remedy"]


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (OSError(errno.EROFS, "Read-only file system"), 503),
        (OSError(errno.EPERM, "Operation not permitted"), 500),
        (RuntimeError("a mistake of ours"), 500),
    ],
)
def test_what_is_away_is_no_mistake_and_a_mistake_is_not_away(
    ben: Member, monkeypatch: pytest.MonkeyPatch, visitor: Client, problem: Exception, status: int
) -> None:
    monkeypatch.setattr(access, "own_or_404", fails(problem))
    visitor.force_login(ben)
    answer = visitor.get("/studio/7/")
    assert answer.status_code == status
    assert "Traceback" not in answer.content.decode()


def test_what_came_of_a_failure_of_the_database_is_away_too() -> None:
    problem = ValueError()
    problem.__context__ = OperationalError("gone")
    assert away.is_away(problem)
    assert not away.is_away(None)


@pytest.mark.parametrize("path", ["/studio/", "/api/v1/me/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_edge_asks_to_come_again_without_the_database(path: str, method: str) -> None:
    headers, body = refusals.come_again(path, method, False)
    given = dict(headers)
    assert (given["cache-control"], given["retry-after"]) == ("no-store", away.RETRY_SECONDS)
    assert given["content-security-policy"]
    assert b"just now" in body


@pytest.mark.parametrize(
    ("path", "word"), [("/studio/", b"may have been kept"), ("/api/v1/me/", b"may be done")]
)
def test_who_sent_what_takes_too_long_is_told_that_it_may_be_done(path: str, word: bytes) -> None:
    assert word in refusals.come_again(path, "POST", True)[1]
    assert word not in refusals.come_again(path, "GET", True)[1]
