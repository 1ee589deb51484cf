import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpress.engines.readership import token
from commonpress.engines.readership.tests.people import NOON

SUBJECTS = st.from_regex(token.NAMES, fullmatch=True)


@given(SUBJECTS, st.sampled_from(["seen", "clicked"]), st.integers(0, 24 * 60 - 1))
def test_a_token_says_what_was_said_for_a_day(subject: str, kind: str, minutes: int) -> None:
    made = token.make(subject, kind, NOON)
    assert token.read(made, NOON + timedelta(minutes=minutes)) == (subject, kind)
    assert len(made) <= token.LONGEST


def test_a_token_of_an_hour_is_the_same_for_everybody_and_needs_no_quoting() -> None:
    made = token.make("story:42", now=NOON)
    assert made == token.make("story:42", now=NOON + timedelta(minutes=59))
    assert re.fullmatch(r"[A-Za-z0-9:._-]{29}", made)


@pytest.mark.parametrize("hours", [25, 26, 24 * 365])
def test_an_old_token_says_nothing(hours: int) -> None:
    assert token.read(token.make("story:42", now=NOON), NOON + timedelta(hours=hours)) is None


def test_a_token_of_the_future_says_nothing_but_clocks_may_differ_a_little() -> None:
    made = token.make("story:42", now=NOON)
    assert token.read(made, NOON - timedelta(minutes=4))
    assert token.read(made, NOON - timedelta(minutes=6)) is None


@given(SUBJECTS, st.data())
def test_an_altered_token_says_nothing(subject: str, data: Any) -> None:
    made = token.make(subject, now=NOON)
    place = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from("abcXYZ019:._-").filter(lambda letter: letter != made[place]))
    assert token.read(made[:place] + other + made[place + 1 :], NOON) is None
    assert token.read(made + other, NOON) is None
    assert token.read(made[:-1], NOON) is None


@given(st.text(max_size=200))
def test_whatever_is_sent_as_a_token_is_borne(text: str) -> None:
    assert token.read(text, NOON) is None


def test_another_papers_token_says_nothing_and_a_changed_secret_may_be_kept_for_a_while(
    settings: Any,
) -> None:
    made = token.make("story:42", now=NOON)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another secret, long enough to be one"
    assert token.read(made, NOON) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert token.read(made, NOON) == ("story:42", "seen")


@pytest.mark.parametrize("name", ["", "Story:42", "story 42", 'story"42', "a" * 81, "story:é"])
def test_what_cannot_stand_in_an_attribute_is_no_subject(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        token.make(name)
