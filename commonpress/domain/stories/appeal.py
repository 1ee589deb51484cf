"""What an appeal about a story changes once it is answered; the asking and answering itself is the members' room."""

from django.db import transaction

from commonpress.domain.members import appeal as members
from commonpress.domain.members.decide import decided, standing_decisions
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.turn import turn
from commonpress.domain.stories.undo import story_of, undo
from commonpress.engines.events.record import record

appeal = members.appeal


@transaction.atomic
def answer(decision: Decision, upheld: bool, words: str, *, by: Member) -> Decision:
    """Answer an appeal about a story. ``upheld``: the author was right, so the decision falls.

    A story that was declined then waits again; one that was withdrawn is back before its readers. Raises ``Refused``.
    """
    story = story_of(decision)
    must_edit_it(by, story)
    answered = members.answer(decision, upheld, words, by=by)
    if upheld and decision.action in {Decision.Action.DECLINED, Decision.Action.SPAM}:
        wait_again(story, by)
    elif upheld and decision.action == Decision.Action.WITHDRAWN:
        show_again(story, words, by)
    return answered


@transaction.atomic
def take_back(decision: Decision, *, by: Member) -> Decision:
    """Undo an answer of the last 30 seconds, with what it changed. Raises ``Refused``, ``WrongState``."""
    story = story_of(decision)
    must_edit_it(by, story)
    granted = decision.answer == Decision.Answer.GRANTED
    if granted and decision.action == Decision.Action.WITHDRAWN:
        shown = (
            standing_decisions(story.subject).filter(action=Decision.Action.PUBLISHED, rule="appeal").first()
        )
        if shown is None:
            raise WrongState
        undo(shown, by=by)
        decision.refresh_from_db()
        return decision
    if granted and decision.action in {Decision.Action.DECLINED, Decision.Action.SPAM}:
        turn(story, Story.State.DECLINED, since={Story.State.SUBMITTED})
    return members.reopen(decision, by=by)


def wait_again(story: Story, by: Member) -> None:
    turn(story, Story.State.SUBMITTED, since={Story.State.DECLINED})
    record("story.submitted", story.subject, by=by.subject, facts={"again": True})


def show_again(story: Story, words: str, by: Member) -> None:
    if story.state != Story.State.WITHDRAWN:
        raise WrongState
    before = turn(
        story,
        Story.State.PUBLISHED,
        since={Story.State.WITHDRAWN},
        withdrawn_at=None,
        withdrawal_reason="",
    )
    record("story.published", story.subject, stale=tags.of(story), by=by.subject, facts={"again": True})
    facts = {"before": before, "ground": "appeal"}
    action = Decision.Action.PUBLISHED
    decided(story.subject, None, action, rule="appeal", words=words, facts=facts, by=by)
