"""The Idempotency-Key: a write sent again acts no second time."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.lib import clock
from commonpress.interfaces.api.models import Deed
from commonpress.interfaces.api.tests.conftest import Program

Programs = Callable[..., Program]
KEY = {"idempotency-key": "5f1c"}


@pytest.fixture
def mine(ben: Member, section: Section, program: Programs) -> Program:
    return program(ben)


def begin(mine: Program, **headers: str) -> Any:
    return mine.post("/me/stories/", {"section": "harbour", "headline": "Tide"}, **headers)


def test_a_write_sent_again_under_its_key_acts_once(mine: Program) -> None:
    first, second = begin(mine, **KEY), begin(mine, **KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Story.objects.count() == 1
    begin(mine)
    begin(mine, **{"idempotency-key": "other"})
    assert Story.objects.count() == 3


def test_a_key_belongs_to_its_token_and_its_request(mine: Program, cleo: Member, program: Programs) -> None:
    begin(mine, **KEY)
    assert begin(program(cleo), **KEY).status_code == 201
    other = mine.post("/me/stories/", {"section": "harbour", "headline": "Ebb"}, **KEY)
    assert other.status_code == 422
    assert Story.objects.count() == 2


def test_what_was_refused_may_be_sent_again(mine: Program) -> None:
    assert mine.post("/me/stories/", {"section": "nowhere"}, **KEY).status_code == 422
    assert not Deed.objects.exists()
    assert begin(mine, **KEY).status_code == 201


def test_an_old_key_is_forgotten(mine: Program) -> None:
    begin(mine, **KEY)
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert begin(mine, **KEY).status_code == 201
    assert Story.objects.count() == 2


@pytest.mark.parametrize("key", ["x" * 201, "a\tb"])
def test_a_key_that_is_none_is_refused(key: str, mine: Program) -> None:
    assert begin(mine, **{"idempotency-key": key}).status_code == 400
    assert not Story.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_act_once(mine: Program) -> None:
    answers: list[int] = []

    def send() -> None:
        try:
            answers.append(begin(mine, **KEY).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert 201 in answers
    assert Story.objects.count() == 1
