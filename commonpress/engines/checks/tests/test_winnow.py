from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from commonpress.engines.checks.tokens import of_text
from commonpress.engines.checks.winnow import WINDOW, K, fingerprints

WORDS = st.lists(st.sampled_from("alpha beta gamma delta epsilon zeta eta theta".split()), max_size=40)


@settings(max_examples=60, deadline=None)
@given(
    before=WORDS, after=WORDS, other=WORDS, passage=st.lists(st.integers(0, 10**6), min_size=10, max_size=25)
)
def test_ten_words_in_common_always_give_a_fingerprint_in_common(
    before: list[str], after: list[str], other: list[str], passage: list[int]
) -> None:
    shared = [f"w{number}" for number in passage]
    one, two = before + shared + after, other + shared
    assert len(shared) >= K + WINDOW - 1
    assert {found.value for found in fingerprints(one)} & {found.value for found in fingerprints(two)}


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_every_window_keeps_one_hash_and_places_rise(words: list[str]) -> None:
    places = [found.word for found in fingerprints(words)]
    assert bool(places) == (len(words) >= K)
    assert places == sorted(set(places))
    assert all(later - earlier <= WINDOW for earlier, later in pairwise(places))


def test_accents_cedillas_case_and_look_alikes_are_folded() -> None:
    right = of_text("Țara își ține școlile")[0]
    assert of_text("ŢARA îşi ţine şcolile")[0] == right
    assert of_text("Tara isi tine scolile")[0] == right
    assert of_text("Ța\u200bra își ține ș\u0441olile")[0] != []
    assert of_text("s\u0441olile")[0] == of_text("scolile")[0]  # a Cyrillic letter among Latin ones


def test_places_are_those_of_the_text_as_it_stands() -> None:
    text = "Să-l vedem: Ș\u0326coala, 3 km."
    words, places = of_text(text)
    assert words == ["sa", "l", "vedem", "scoala", "3", "km"]
    assert text[slice(*places[2])] == "vedem"
