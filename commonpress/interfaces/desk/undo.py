"""Taking back one's own last decision, for 30 seconds."""

from dataclasses import dataclass
from math import ceil

from django.db import transaction

from commonpress.domain.conversation import undo as conversation
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import undo as stories
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import Entry

UNDOABLE = {"story": stories.undo, "comment": conversation.undo}


@dataclass(frozen=True)
class Undoable:
    """``seconds`` are left; ``said`` is what was decided, in words."""

    decision: Decision
    seconds: int
    said: str
    headline: str


def undoable(member: Member) -> Undoable | None:
    """The member's last decision, while it can be undone. At most two queries."""
    since = clock.now() - stories.WITHIN
    last = Decision.objects.filter(by=member, at__gt=since).order_by("-pk").first()
    if last is None or last.undoes_id or noun(last) not in UNDOABLE or last.action not in UNDOABLE_ACTIONS:
        return None
    entry = Entry.objects.filter(subject=last.subject).order_by("-pk").first()
    left = ceil((last.at - since).total_seconds())
    return Undoable(last, left, last.get_action_display(), entry.headline if entry else "")


def noun(decision: Decision) -> str:
    return decision.subject.partition(":")[0]


@transaction.atomic
def undo(decision: Decision, *, by: Member) -> Entry | None:
    """Undo a decision and put its entry back into the queue. Raises ``Refused`` or ``StoryError``."""
    UNDOABLE[noun(decision)](decision, by=by)
    return reopen(decision.subject)


def reopen(subject: str) -> Entry | None:
    """What was decided last about this waits again."""
    entry = Entry.objects.filter(subject=subject).order_by("-at", "-pk").first()
    if entry:
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.WAITING)
    return entry


UNDOABLE_ACTIONS = {*stories.LEFT, Decision.Action.HIDDEN, Decision.Action.SHOWN}
