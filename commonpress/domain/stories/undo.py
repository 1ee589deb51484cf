from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided, standing_decisions
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Lead, Story
from commonpress.domain.stories.turn import back, turn
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

WITHIN = timedelta(seconds=30)
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
    """Put a story back where it stood before a decision of the last 30 seconds. What readers had, they no longer have.

    Raises ``Refused``, or ``WrongState`` when it is too late, was undone before, or something was decided since.
    """
    story = story_of(decision)
    must_edit_it(by, story)
    if clock.now() - decision.at > WITHIN:
        raise WrongState(_("It is too late to undo this."))
    newest = standing_decisions(decision.subject).first()
    if newest is None or newest.pk != decision.pk:
        raise WrongState(_("Something else was decided since."))
    had_readers = {State.PUBLISHED, State.WITHDRAWN} & {
        LEFT[decision.action],
        decision.facts["before"]["state"],
    }
    stale = tags.of(story) if had_readers else []
    before = decision.facts["before"]
    turn(story, before["state"], since={LEFT[decision.action]}, **back(before))
    put_on_top_again(story, decision)
    write_down(decision, story, by)
    gone = [story.subject] if had_readers else []
    record(
        "story.undone", story.subject, stale=stale, gone=gone, by=by.subject, facts={"decision": decision.pk}
    )
    return story


def story_of(decision: Decision) -> Story:
    name, _colon, number = decision.subject.partition(":")
    story = Story.objects.select_related("section").filter(pk=number).first() if name == "story" else None
    if story is None or decision.action not in LEFT or "before" not in decision.facts:
        raise WrongState(_("This cannot be undone."))
    return story


def write_down(decision: Decision, story: Story, by: Member) -> None:
    facts = {"action": decision.action}
    try:
        with transaction.atomic():
            decided(
                story.subject,
                decision.member,
                Action.UNDONE,
                rule="undo",
                facts=facts,
                by=by,
                undoes=decision,
            )
    except IntegrityError:  # the other hand was faster; the column is unique
        raise WrongState from None


def put_on_top_again(story: Story, decision: Decision) -> None:
    for place in decision.facts.get("lead", []):
        if not Lead.objects.filter(position=place).exists():
            Lead.objects.create(story=story, position=place)
