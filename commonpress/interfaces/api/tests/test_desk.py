"""Deciding through the API: as an editor, on the same grounds and records as at the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.models import Section, SectionEditor, Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.lib import clock
from commonpress.interfaces.api.tests.conftest import Program

Make = Callable[..., Story]
Programs = Callable[..., Program]


@pytest.fixture
def waiting(make_story: Make, ben: Member) -> Story:
    return submit(make_story(published=False), by=ben)


@pytest.fixture
def desk(ada: Member, program: Programs) -> Program:
    return program(ada)


def test_ada_sees_what_waits_and_no_drafts(waiting: Story, make_story: Make, desk: Program) -> None:
    draft = make_story("A draft", published=False)
    told = desk.get("/desk/stories/")
    assert [one["id"] for one in told["stories"]] == [waiting.pk]
    assert told["stories"][0]["authors"][0]["handle"] == "ben"
    assert desk("GET", f"/desk/stories/{draft.pk}/").status_code == 404
    assert desk.get(f"/desk/stories/{waiting.pk}/")["body"].startswith("<p>The ferry")


def test_ada_publishes_and_undoes_it(waiting: Story, desk: Program) -> None:
    told = desk.post(f"/desk/stories/{waiting.pk}/publish/", {"version": waiting.seen}).json()
    assert told["state"] == "published"
    decision = told["decisions"][0]
    assert (decision["action"], decision["rule"], decision["by_machine"]) == ("published", "editor", False)
    undone = desk.post(f"/desk/decisions/{decision['id']}/undo/").json()
    assert (undone["state"], undone["decisions"]) == ("submitted", [])
    assert desk.post(f"/desk/decisions/{decision['id']}/undo/").status_code == 409


def test_ada_returns_declines_and_schedules(
    waiting: Story, make_story: Make, ben: Member, desk: Program
) -> None:
    told = desk.post(
        f"/desk/stories/{waiting.pk}/return/", {"rule": "sources", "words": "Who says so?"}
    ).json()
    assert (told["state"], told["decisions"][0]["words"]) == ("returned", "Who says so?")
    other = submit(make_story("Two", published=False), by=ben)
    assert (
        desk.post(f"/desk/stories/{other.pk}/decline/", {"rule": "spam", "spam": True}).json()["state"]
        == "declined"
    )
    assert Decision.objects.filter(action=Decision.Action.SPAM).exists()
    third = submit(make_story("Three", published=False), by=ben)
    due = (clock.now() + timedelta(hours=2)).isoformat()
    assert desk.post(f"/desk/stories/{third.pk}/schedule/", {"at": due}).json()["state"] == "scheduled"
    past = (clock.now() - timedelta(hours=2)).isoformat()
    assert desk.post(f"/desk/stories/{third.pk}/schedule/", {"at": past}).status_code == 422


def test_ada_corrects_and_withdraws(story: Story, desk: Program) -> None:
    version = desk.get(f"/desk/stories/{story.pk}/")["version"]
    words = {
        "version": version,
        "headline": "The ferry was late",
        "body": "<p>At one.</p>",
        "note": "At one.",
    }
    assert desk.post(f"/desk/stories/{story.pk}/amend/", words).json()["headline"] == "The ferry was late"
    gone = desk.post(f"/desk/stories/{story.pk}/withdraw/", {"reason": "The source took it back."}).json()
    assert gone["state"] == "withdrawn"


def test_a_text_that_changed_is_not_decided_unread(waiting: Story, desk: Program) -> None:
    clash = desk.post(f"/desk/stories/{waiting.pk}/publish/", {"version": waiting.seen + 7})
    assert clash.status_code == 409
    assert clash.json()["current"]["version"] == waiting.seen
    assert Story.objects.get(pk=waiting.pk).state == Story.State.SUBMITTED


VERBS = {
    "publish": {},
    "return": {"rule": "x", "words": "x"},
    "decline": {"rule": "x"},
    "schedule": {"at": "2030-01-01T00:00:00Z"},
    "withdraw": {"reason": "x"},
    "amend": {"version": 0, "headline": "x", "body": "x", "note": "x"},
}


@pytest.mark.parametrize("verb", VERBS)
def test_who_does_not_edit_decides_nothing(
    verb: str, waiting: Story, ben: Member, cleo: Member, program: Programs
) -> None:
    for member in (ben, cleo):
        his = program(member)
        assert his.post(f"/desk/stories/{waiting.pk}/{verb}/", VERBS[verb]).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("verb", VERBS)
def test_an_editor_of_another_section_finds_nothing(
    verb: str, waiting: Story, ada: Member, desk: Program
) -> None:
    elsewhere = Section.objects.create(slug="hills", name="Hills")
    SectionEditor.objects.create(member=ada, section=elsewhere)
    assert desk.get("/desk/stories/")["stories"] == []
    assert desk.post(f"/desk/stories/{waiting.pk}/{verb}/", VERBS[verb]).status_code == 404


def test_the_queue_costs_the_same_for_many(
    make_story: Make, ben: Member, desk: Program, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(8):
        story = make_story(f"Number {number}", published=False)
        Story.objects.filter(pk=story.pk).update(state=Story.State.SUBMITTED)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert len(desk.get("/desk/stories/")["stories"]) == 8
