"""The answer to an appeal can be taken back for 30 seconds, with all it changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import hide
from commonpress.domain.conversation.write import write
from commonpress.domain.members.appeal import appeal
from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.desk.tests.conftest import settled

Make = Callable[..., Story]
State = Story.State


@pytest.fixture
def other(bo: Member) -> Client:
    """Bo at the desk, who may answer what Ada decided."""
    client = Client()
    client.force_login(bo)
    return client


@pytest.fixture
def waiting(make_story: Make, ben: Member) -> Story:
    return submit(make_story("The ferry is late again", published=False, authors=[ben]), by=ben)


def answered(other: Client, decision: Decision, granted: str) -> None:
    at = f"/desk/decisions/{decision.pk}/answer/"
    assert other.post(at, {"granted": granted, "words": "So it is."}).status_code == 302


def undone(other: Client) -> str:
    """Through the bar of the desk; answers what the page says then."""
    bar = other.get("/desk/").context["undoable"]
    what = "answer/undo" if bar.is_answer else "undo"
    return other.post(f"/desk/decisions/{bar.decision.pk}/{what}/", follow=True).content.decode()


def waits_again(decision: Decision) -> bool:
    decision.refresh_from_db()
    return (decision.answered_at, decision.answered_by, decision.answer, decision.answer_words) == (
        None,
        None,
        "",
        "",
    )


def test_a_refusal_is_taken_back_and_the_appeal_waits_again(
    other: Client, waiting: Story, ada: Member, ben: Member
) -> None:
    declined = decline(waiting, words="Not for us.", rule="off_topic", by=ada)
    appeal(declined, "It is about our town.", by=ben)
    answered(other, declined, "no")
    assert 'answer/undo/" data-seconds="' in other.get("/desk/appeals/").content.decode()
    assert "The appeal waits again." in undone(other)
    assert waits_again(declined)
    assert Event.objects.get(kind="story.appeal_reopened").facts["words"] == "So it is."
    answered(other, declined, "no")


def test_a_story_that_waited_again_is_declined_as_before(
    other: Client, waiting: Story, ada: Member, ben: Member
) -> None:
    declined = decline(waiting, words="Not for us.", rule="off_topic", by=ada)
    appeal(declined, "It is about our town.", by=ben)
    answered(other, declined, "yes")
    settled()
    assert Entry.objects.get().state == Entry.State.WAITING
    undone(other)
    settled()
    assert waits_again(declined)
    assert Story.objects.get().state == State.DECLINED
    assert Entry.objects.get().state == Entry.State.DECIDED


def test_a_story_that_came_back_is_withdrawn_as_before(
    other: Client, waiting: Story, ada: Member, ben: Member, client: Client
) -> None:
    publish(waiting, by=ada, ground=Ground.EDITOR)
    gone = withdraw(waiting, reason="Its source made it up.", by=ada)
    withdrawn = gone if isinstance(gone, Decision) else Decision.objects.get(action="withdrawn")
    appeal(withdrawn, "The source stands by it.", by=ben)
    answered(other, withdrawn, "yes")
    assert client.get(Story.objects.get().get_absolute_url()).status_code == 200
    undone(other)
    assert waits_again(withdrawn)
    story = Story.objects.get()
    assert (story.state, story.withdrawal_reason) == (State.WITHDRAWN, "Its source made it up.")
    assert client.get(story.get_absolute_url()).status_code == 410


def test_a_comment_that_was_shown_again_is_hidden_as_before(
    other: Client, make_story: Make, ada: Member, ben: Member
) -> None:
    comment = write(make_story("The ferry is back"), "Rude.", by=ben)
    hidden = hide(comment, by=ada, words="No insults.")
    assert hidden
    appeal(hidden, "It was a joke.", by=ben)
    answered(other, hidden, "yes")
    undone(other)
    assert waits_again(hidden)
    assert Comment.objects.get().state == Comment.State.HIDDEN


def test_the_answer_about_an_account_is_taken_back(other: Client, ada: Member, ben: Member) -> None:
    ban(ben, reason="Forty times the same", until=clock.now() + timedelta(days=1), by=ada)
    banned = Decision.objects.get()
    appeal(banned, "It was not me.", by=ben)
    answered(other, banned, "no")
    undone(other)
    assert waits_again(banned)


def test_too_late_or_by_the_first_editor_nothing_is_taken_back(
    other: Client, at_desk: Client, waiting: Story, ada: Member, ben: Member
) -> None:
    declined = decline(waiting, words="Not for us.", rule="off_topic", by=ada)
    appeal(declined, "It is about our town.", by=ben)
    answered(other, declined, "yes")
    at = f"/desk/decisions/{declined.pk}/answer/undo/"
    assert "Another editor than" in at_desk.post(at, follow=True).content.decode()
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert "It is too late" in other.post(at, follow=True).content.decode()
        assert other.get("/desk/").context["undoable"] is None
    assert Story.objects.get().state == State.SUBMITTED
