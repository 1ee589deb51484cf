"""Taking back one's own last decision, for 30 seconds."""

from dataclasses import dataclass
from math import ceil

from django.db import transaction

from commonpress.domain.conversation import undo as conversation
from commonpress.domain.members import undo as members
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import undo as stories
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import names
from commonpress.interfaces.desk.models import Entry

Action, Kind = Decision.Action, Entry.Kind
UNDOABLE = {"story": stories.undo, "comment": conversation.undo, "member": members.undo}
UNDOABLE_ACTIONS = {*stories.LEFT, *stories.REVISIONS, *conversation.LEFT, *members.BACK}
# What waits again; a ban was decided about nothing that waited.
REOPENS: dict[str, tuple[str, ...]] = {
    Action.REVISED: (Kind.REVISION,),
    Action.REVISION_REFUSED: (Kind.REVISION,),
    Action.BANNED: (),
    Action.UNBANNED: (),
}
OTHERS = tuple(kind for kind in Kind.values if kind != Kind.REVISION)


@dataclass(frozen=True)
class Undoable:
    """``seconds`` are left; ``said`` is what was decided, in words."""

    decision: Decision
    seconds: int
    said: str
    headline: str


def undoable(member: Member) -> Undoable | None:
    """The member's last decision, while it can be undone. At most three queries."""
    since = clock.now() - members.WITHIN
    last = Decision.objects.filter(by=member, at__gt=since).order_by("-pk").first()
    if last is None or last.undoes_id or noun(last) not in UNDOABLE or last.action not in UNDOABLE_ACTIONS:
        return None
    named = names.of([last.subject])
    left = ceil((last.at - since).total_seconds())
    return Undoable(last, left, last.get_action_display(), named.get(last.subject, ""))


def noun(decision: Decision) -> str:
    return decision.subject.partition(":")[0]


@transaction.atomic
def undo(decision: Decision, *, by: Member) -> Entry | None:
    """Undo a decision and put its entry back into the queue. Raises ``Refused`` or ``StoryError``."""
    UNDOABLE[noun(decision)](decision, by=by)
    return reopen(decision)


def reopen(decision: Decision) -> Entry | None:
    """What was decided about last waits again."""
    kinds = REOPENS.get(decision.action, OTHERS)
    about = Entry.objects.filter(subject=decision.subject, kind__in=kinds)
    entry = about.order_by("-at", "-pk").first()
    if entry:
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.WAITING)
    return entry
