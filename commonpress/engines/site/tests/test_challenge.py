from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from commonpress.engines.lib import clock
from commonpress.engines.site import challenge, options

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def after(seconds: float) -> Any:
    return clock.frozen(NOON + timedelta(seconds=seconds))


@pytest.fixture
def asked(db: None) -> dict[str, Any]:
    options.change({"challenge_bits": 6})
    with after(0):
        return challenge.issue()


def solved(asked: dict[str, Any]) -> dict[str, str]:
    proof = next(str(n) for n in count() if challenge.proves(asked["token"], str(n), asked["bits"]))
    return {"challenge": asked["token"], "challenge_proof": proof}


def test_who_works_and_takes_a_moment_passes_once(asked: dict[str, Any]) -> None:
    sent = solved(asked)
    with after(5):
        assert challenge.accepted(sent)
        assert "sent already" in challenge.refusal(sent)


def test_who_is_too_fast_does_not(asked: dict[str, Any]) -> None:
    with after(1):
        assert "faster than anybody reads" in challenge.refusal(solved(asked))
    with after(3):
        assert challenge.accepted(solved(asked))


@pytest.mark.parametrize("proof", ["", "x", "-1", "1.0", "٣", "9" * 21, "0x1"])
def test_a_proof_that_is_none_does_not(asked: dict[str, Any], proof: str) -> None:
    with after(5):
        assert not challenge.accepted({"challenge": asked["token"], "challenge_proof": proof})


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00"])
def test_a_token_of_anothers_does_not(asked: dict[str, Any], token: str) -> None:
    with after(5):
        assert not challenge.accepted(solved(asked) | {"challenge": token})


def test_a_page_open_for_a_day_is_asked_to_send_again(asked: dict[str, Any]) -> None:
    with after(86_400):
        assert "open for too long" in challenge.refusal(solved(asked))
        assert challenge.issue(solved(asked))["token"] != asked["token"]


def test_without_scripts_the_form_waits_and_its_time_goes_on(asked: dict[str, Any]) -> None:
    sent = {"challenge": asked["token"], "challenge_proof": ""}
    with after(5):
        assert "in 16 seconds" in challenge.refusal(sent)
        assert challenge.issue(sent)["token"] == asked["token"]
    with after(21):
        assert challenge.accepted(sent)
        assert challenge.issue(sent)["token"] != asked["token"]


def test_without_scripts_the_owners_question_is_asked_when_there_is_one(asked: dict[str, Any]) -> None:
    options.change(
        {"challenge_question": "In which town is this paper made?", "challenge_answers": ["Brașov"]}
    )
    sent = {"challenge": asked["token"]}
    with after(60):
        assert "answer the question" in challenge.refusal(sent)
        assert not challenge.accepted(sent | {"challenge_answer": "Cluj"})
        assert challenge.accepted(sent | {"challenge_answer": " BRASOV "})
