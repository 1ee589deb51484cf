from datetime import UTC, datetime

import pytest

from commonpress.engines.checks import passages, rebuild
from commonpress.engines.checks.models import Passage, Text
from commonpress.engines.checks.winnow import TAKEN

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
WORDS = "The ferry came back at noon with nobody on board, and the harbour master said that he would ask why."


@pytest.fixture
def archive() -> list[str]:
    """Three texts, two of which have fingerprints taken in another way."""
    for number in range(3):
        passages.put(f"story:{number}", f"{WORDS} {number} boats.", author="", public=True, at=NOON)
    old = Text.objects.exclude(subject="story:2")
    for text in old:
        passages.take_out(text.pk, passages.values_of(passages.words_of(text)))
        Passage.objects.create(pk=passages.key(12345, text.pk))
    old.update(taken=0)
    return [f"story:{number}" for number in range(3)]


def found(words: str = WORDS) -> set[str]:
    numbers = {number for texts in passages.find(passages.values_of(words)).values() for number in texts}
    return {text.subject for text in passages.texts(numbers).values()}


def test_what_is_out_of_date_is_found_again_and_nothing_old_stays(archive: list[str]) -> None:
    assert found() == {"story:2"}
    steps: list[tuple[int, int]] = []
    assert rebuild.rebuild(progress=lambda done, total: steps.append((done, total))) == 2
    assert steps == [(2, 2)]
    assert found() == set(archive)
    assert passages.find([12345]) == {}
    assert set(Text.objects.values_list("taken", flat=True)) == {TAKEN}
    assert rebuild.rebuild() == 0


def test_it_is_stopped_and_goes_on_where_it_was(archive: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "AT_ONCE", 1)
    assert next(rebuild.steps()) == 1
    assert rebuild.out_of_date() == 1
    assert rebuild.rebuild() == 1
    assert found() == set(archive)


def test_anew_leaves_as_many_as_there_were(archive: list[str]) -> None:
    rebuild.rebuild()
    before = Passage.objects.count()
    assert rebuild.rebuild(anew=True) == 3
    assert Passage.objects.count() == before
    assert found() == set(archive)
