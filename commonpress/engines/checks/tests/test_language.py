from pathlib import Path

import pytest

from commonpress.engines.checks import language, sentences
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.tests.texts import FERRY, ROMANIAN
from commonpress.engines.lib.text import fold

PARAGRAPHS = Path(__file__).with_name("paragraphs.txt").read_text("utf-8").splitlines()
SAMPLES = {"en": FERRY, "ro": ROMANIAN} | dict(line.split(": ", 1) for line in PARAGRAPHS)


@pytest.mark.parametrize("code", SAMPLES)
def test_a_paragraph_is_enough_to_tell_its_language(code: str) -> None:
    found, certainty = language.detect(SAMPLES[code])
    assert (found, certainty >= language.SURE) == (code, True)


def test_romanian_without_its_accents_or_with_cedillas_is_romanian() -> None:
    assert language.detect(fold(ROMANIAN))[0] == "ro"
    assert language.detect(ROMANIAN.translate(str.maketrans("șț", "şţ")))[0] == "ro"


@pytest.mark.parametrize(
    "text", ["", "Storm", "12 345", "Tulcea 3 – Galați 1", "船は十月まで動かない。" * 40, "qwrtz plmkn " * 60]
)
def test_nothing_is_said_of_what_cannot_be_told(text: str) -> None:
    assert language.detect(text) == ("", 0.0)


def test_the_wrong_language_is_told_and_named() -> None:
    (found,) = language.judge(Matter("story:1", body=f"<p>{FERRY}</p>", language="ro"), {})
    assert found.facts == {"declared": "ro", "detected": "en"}
    assert "Romanian" in sentences.for_author(found)
    assert "English" in sentences.for_editor(found)


def test_a_comment_may_be_in_any_language_of_the_paper_and_in_no_other() -> None:
    told = {"kind": "comment", "language": "en", "facts": {"languages": ["en", "ro"]}}
    for code, count in (("en", 0), ("ro", 0), ("de", 1)):
        found = language.judge(Matter("comment:1", body=f"<p>{SAMPLES[code]}</p>", **told), {})  # type: ignore[arg-type]
        assert len(found) == count, code
    assert sentences.for_editor(found[0]) == "It reads like German, under a text in English."
    assert sentences.for_author(found[0]) == sentences.for_editor(found[0])


@pytest.mark.parametrize("declared", ["en", "en-GB", "", "ja"])
def test_the_right_an_unknown_or_no_language_is_left_alone(declared: str) -> None:
    assert language.judge(Matter("story:1", body=f"<p>{FERRY}</p>", language=declared), {}) == []


@pytest.mark.parametrize("code", ["en", "ro"])
def test_five_short_sentences_of_others_are_told_apart(shared_data: Path, code: str) -> None:
    lines = (shared_data / "romanian" / f"sentences.{code}").read_text("utf-8").splitlines()
    texts = [" ".join(lines[at : at + 5]) for at in range(0, 1000, 5)]
    found = [language.detect(text) for text in texts]
    wrong = [one for one in found if one[1] >= language.SURE and one[0] != code]
    assert len(wrong) == 0
    assert sum(one[0] == code for one in found) >= 0.98 * len(texts)
