from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.appeal import granted_with, reopen
from commonpress.domain.members.may import must_edit
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.undo import WITHIN, is_written_down, why_not
from commonpress.domain.stories import tags
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Lead, Section, Story
from commonpress.domain.stories.move import put
from commonpress.domain.stories.turn import back, turn
from commonpress.domain.stories.undo_revision import accepted_again_waits, refused_again_waits
from commonpress.engines.events.record import record

__all__ = ["WITHIN", "undo"]
Action, State = Decision.Action, Story.State
# Where each decision left the story; from nowhere else is it undone.
LEFT: dict[str, str] = {
    Action.PUBLISHED: State.PUBLISHED,
    Action.SCHEDULED: State.SCHEDULED,
    Action.RETURNED: State.RETURNED,
    Action.DECLINED: State.DECLINED,
    Action.SPAM: State.DECLINED,
    Action.WITHDRAWN: State.WITHDRAWN,
}


@transaction.atomic
def undo(decision: Decision, *, by: Member) -> Story:
    """Put a story, or a new text for it, back where it stood before a decision of the last 30 seconds.

    What readers had by it, they no longer have. Raises ``Refused``, or ``WrongState`` when it is too late, was undone
    before, or something was decided since.
    """
    story = story_of(decision)
    must_undo_it(by, story, decision)
    if why := why_not(decision):
        raise WrongState(why)
    around: dict[str, Any] = {}
    if decision.action in STAYED:
        STAYED[decision.action](decision, story, by)
    else:
        around = turned_back(story, decision)
    if not is_written_down(decision, by):
        raise WrongState
    if fell := granted_with(decision):
        reopen(fell, by=by)
    record("story.undone", story.subject, by=by.subject, facts={"decision": decision.pk}, **around)
    return story


def must_undo_it(by: Member, story: Story, decision: Decision) -> None:
    """Who moved a story out of their own sections may still call it back."""
    if decision.action == Action.MOVED and decision.by_id == by.pk:
        must_edit(by)
    else:
        must_edit_it(by, story)


def turned_back(story: Story, decision: Decision) -> dict[str, Any]:
    """Answers the cache tags for the event."""
    before = decision.facts["before"]
    had_readers = {State.PUBLISHED, State.WITHDRAWN} & {LEFT[decision.action], before["state"]}
    stale = tags.of(story) if had_readers else []
    turn(story, before["state"], since={LEFT[decision.action]}, **back(before))
    put_on_top_again(story, decision)
    return {"stale": stale, "gone": tags.gone(story) if had_readers else []}


def story_of(decision: Decision) -> Story:
    name, _colon, number = decision.subject.partition(":")
    story = Story.objects.select_related("section").filter(pk=number).first() if name == "story" else None
    can = decision.action in STAYED or (decision.action in LEFT and "before" in decision.facts)
    if story is None or not can:
        raise WrongState(_("This cannot be undone."))
    return story


def unread_again(decision: Decision, story: Story, _by: Member) -> None:
    """What went out by trust waits once more for somebody to read it."""
    public, only = State.PUBLISHED, {"ground": Ground.EDITOR}
    turn(story, public, since={public}, seen=decision.facts["seen"], only=only, ground=Ground.TRUST)


def in_its_section_again(decision: Decision, story: Story, by: Member) -> None:
    before = Section.objects.filter(pk=decision.facts["before"]).first()
    if before is None or story.section_id != decision.facts["moved"]:
        raise WrongState(_("Something else was decided since."))
    put(story, before, by=by)


def put_on_top_again(story: Story, decision: Decision) -> None:
    for place in decision.facts.get("lead", []):
        if not Lead.objects.filter(position=place).exists():
            Lead.objects.create(story=story, position=place)


# What changed no state, and how each is taken back.
STAYED: dict[str, Callable[[Decision, Story, Member], None]] = {
    Action.REVISED: accepted_again_waits,
    Action.REVISION_REFUSED: refused_again_waits,
    Action.KEPT: unread_again,
    Action.MOVED: in_its_section_again,
}
