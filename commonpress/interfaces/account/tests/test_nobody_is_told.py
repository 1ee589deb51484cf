"""No answer tells whether an address has an account: the same status and the same body, and letters in both cases."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.interfaces.account.tests.conftest import Join

Mailbox = Callable[[], str]
KNOWN, UNKNOWN = "ben@example.org", "nobody@example.org"
OWN = re.compile(
    r'name="(?:csrfmiddlewaretoken|challenge)" value="[^"]*"|data-challenge="[^"]*"|ben@example\.org|nobody@example\.org'
)


def said(answer: Any) -> tuple[int, str, str]:
    """All of an answer that could tell, with what is the request's own left out."""
    return answer.status_code, answer.headers.get("Location", ""), OWN.sub("", answer.content.decode())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/account/sign-in/", {"login": "{}", "password": "wrong"}),
        ("/account/code/", {"email": "{}"}),
        ("/account/password/forgotten/", {"email": "{}"}),
    ],
)
def test_asking_tells_nothing(ben: Member, path: str, words: dict[str, str]) -> None:
    answers = []
    with clock.frozen(clock.now()):
        for email in (KNOWN, UNKNOWN):
            client = Client()
            answer = client.post(path, {name: value.format(email) for name, value in words.items()})
            answers.append(said(answer))
            if answer.status_code == 302:
                answers.append(said(client.get(answer["Location"])))
    assert answers[: len(answers) // 2] == answers[len(answers) // 2 :]


def test_joining_tells_nothing(ben: Member, join: Join, mailbox: Mailbox) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        answers.append(said(join(client, email=email)) + said(client.get("/account/join/confirm/")))
    assert answers[0] == answers[1]
    mailbox()
    assert Member.objects.filter(email=KNOWN).count() == 1


def test_a_letter_goes_out_either_way(ben: Member, mailbox: Mailbox, postman: Any) -> None:
    Client().post("/account/code/", {"email": KNOWN})
    Client().post("/account/code/", {"email": UNKNOWN})
    assert "no account" in mailbox()
    assert sorted(postman.whom) == [KNOWN, UNKNOWN]


@pytest.mark.parametrize("code", ["AAAA-AAAA", "", "0"])
def test_a_code_for_nobody_is_as_wrong_as_any(ben: Member, code: str) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        client.post("/account/code/", {"email": email})
        answers.append(said(client.post("/account/code/enter/", {"code": code})))
    assert answers[0] == answers[1]


def test_the_password_is_hashed_whether_or_not_there_is_somebody(
    ben: Member, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing is nearly all of the time an answer takes, so that the times are alike when it is done alike."""
    from django.contrib.auth import hashers

    done: list[int] = []
    hasher = type(hashers.get_hasher())
    plain = hasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        done.append(1)
        return str(plain(self, password, salt))

    monkeypatch.setattr(hasher, "encode", counted)
    counts = []
    for email in (KNOWN, UNKNOWN):
        done.clear()
        Client().post("/account/sign-in/", {"login": email, "password": "wrong"})
        counts.append(len(done))
        done.clear()
        join(Client(), email=email)
        counts.append(len(done))
    assert counts[:2] == counts[2:]
