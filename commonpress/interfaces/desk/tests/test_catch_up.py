from collections.abc import Callable

import pytest

from commonpress.domain.stories.models import Section, Story
from commonpress.engines.checks import archive
from commonpress.engines.checks.desk_models import SectionText
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Passage, Text
from commonpress.engines.events.models import Errand
from commonpress.interfaces.desk import catch_up
from commonpress.interfaces.desk.models import Lesson

Make = Callable[..., Story]
WORDS = "The ferry came back at noon with nobody on board, and the harbour master said that he would ask why."


@pytest.fixture
def old(make_story: Make, monkeypatch: pytest.MonkeyPatch) -> list[Story]:
    """Stories of a paper that had no checks when they were published; and a worker that begins."""
    monkeypatch.setattr(catch_up._Walk, "turn", 0.0)
    monkeypatch.setattr(catch_up._Walk, "last", catch_up.BEGINNING)
    stories = [make_story(f"Ferry {number}", body=f"<p>{WORDS} {number}.</p>") for number in range(3)]
    make_story("A draft", published=False, body=f"<p>{WORDS}</p>")
    Errand.objects.all().delete()
    Story.objects.filter(pk__in=[story.pk for story in stories]).update(published_at="2020-05-01T08:00:00Z")
    return list(Story.objects.filter(pk__in=[story.pk for story in stories]).order_by("pk"))


def test_an_older_papers_stories_are_protected_and_teach_their_section(
    old: list[Story], section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "SLICE", 60.0)  # a busy machine takes longer than half a second
    assert not catch_up.tick()
    assert set(Text.objects.values_list("subject", flat=True)) == {story.subject for story in old}
    assert all(Text.objects.values_list("is_public", flat=True))
    assert set(SectionText.objects.values_list("section", flat=True)) == {section.slug}
    assert Lesson.objects.count() == 3


def test_it_goes_on_where_it_stopped_and_is_idle_when_done(
    old: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catch_up, "SLICE", -1)
    turns = 0
    while catch_up.tick():
        turns += 1
        assert Text.objects.count() == turns
    assert turns == 3
    passages = Passage.objects.count()
    monkeypatch.setattr(archive, "put", None)  # nobody asks for it again
    assert not catch_up.tick()
    monkeypatch.setattr(catch_up._Walk, "turn", 0.0)
    monkeypatch.setattr(catch_up, "AT_ONCE", 2)
    assert catch_up.tick(), "a large paper is gone through a slice at a time, even when nothing is missing"
    assert catch_up._Walk.last == (old[1].published_at, old[1].pk)
    while catch_up.tick():
        pass
    assert Passage.objects.count() == passages


def test_one_that_fails_holds_up_nobody(old: list[Story], monkeypatch: pytest.MonkeyPatch) -> None:
    put = archive.put

    def fails_once(matter: Matter, **rest: object) -> None:
        if matter.subject == old[0].subject:
            raise ValueError
        put(matter, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(archive, "put", fails_once)
    with pytest.raises(ValueError):
        catch_up.tick()
    catch_up.tick()
    assert Text.objects.count() == 2
