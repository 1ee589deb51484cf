"""Taking back one's own last decision, or all that were made in one go, for 30 seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from commonpress.domain.conversation import settle_flags
from commonpress.domain.conversation import undo as conversation
from commonpress.domain.members import undo as members
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import undo as stories
from commonpress.domain.stories.errors import StoryError
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import access, names
from commonpress.interfaces.desk.models import Entry, Together

Action, Kind = Decision.Action, Entry.Kind
UNDOABLE: dict[str, Callable[..., Any]] = {
    "story": stories.undo,
    "comment": conversation.undo,
    "member": members.undo,
}
UNDOABLE_ACTIONS = {
    *stories.LEFT, *stories.STAYED, *conversation.LEFT, *members.BACK, Action.FLAG_DISMISSED.value,
}  # fmt: skip
# What waits again; a ban was decided about nothing that waited.
REOPENS: dict[str, tuple[str, ...]] = {
    Action.REVISED: (Kind.REVISION,),
    Action.REVISION_REFUSED: (Kind.REVISION,),
    Action.FLAG_DISMISSED: (Kind.FLAG,),
    Action.KEPT: (Kind.STORY,),
    Action.BANNED: (),
    Action.UNBANNED: (),
    Action.ROLE: (),
}
OTHERS = tuple(kind for kind in Kind.values if kind != Kind.REVISION)


@dataclass(frozen=True)
class Undoable:
    """``seconds`` are left; ``said`` is what was decided, in words; ``others`` were decided with it in one go.

    ``is_answer``: it is the answer to an appeal against ``decision``.
    """

    decision: Decision
    seconds: int
    said: str
    headline: str
    others: int = 0
    is_answer: bool = False


def undoable(member: Member) -> Undoable | None:
    """What the member decided or answered last, while it can be undone. Two queries; a third when it was among many."""
    since = clock.now() - members.WITHIN
    last = last_act(member, since)
    if last is None:
        return None
    if last.answered_by_id == member.pk:
        said = last.get_answer_display()
        return Undoable(last, members.seconds_left(vars(last)["acted"]), said, name_of(last), is_answer=True)
    if last.undoes_id or noun(last) not in UNDOABLE or last.action not in UNDOABLE_ACTIONS:
        return None
    others = with_it(last).count() if vars(last)["among_many"] else 0
    return Undoable(last, members.seconds_left(last.at), last.get_action_display(), name_of(last), others)


def last_act(member: Member, since: datetime) -> Decision | None:
    """The decision the member made, or answered an appeal against, most recently."""
    answered = Q(answered_by=member, answered_at__gt=since)
    among_many = Exists(Together.objects.filter(decision=OuterRef("pk")))
    acted = Case(When(answered, then=F("answered_at")), default=F("at"))
    mine = Decision.objects.filter(Q(by=member, at__gt=since) | answered)
    return mine.annotate(among_many=among_many, acted=acted).order_by("-acted", "-pk").first()


def name_of(decision: Decision) -> str:
    return names.of([decision.subject]).get(decision.subject, "")


def noun(decision: Decision) -> str:
    return decision.subject.partition(":")[0]


def with_it(decision: Decision) -> QuerySet[Decision]:
    """What else was decided in the same go, the newest first."""
    go = Together.objects.filter(decision=decision).values("go")
    together = Together.objects.filter(go__in=go).exclude(decision=decision)
    return Decision.objects.filter(pk__in=together.values("decision"), undone_by__isnull=True).order_by("-pk")


@dataclass(frozen=True)
class Undone:
    """``entry`` waits again, when one does; of what was decided in one go ``back`` are undone and ``late`` could not be."""

    entry: Entry | None
    back: int
    late: int


def undo_all(decision: Decision, *, by: Member) -> Undone:
    """Undo a decision and those made with it, each by itself. Raises ``Refused`` or ``StoryError`` for the first alone."""
    others = list(with_it(decision))
    entry = undo(decision, by=by)
    seen = access.decisions(by).filter(pk__in=[other.pk for other in others]).order_by("-pk")
    back = sum(is_undone(other, by) for other in seen)
    return Undone(entry, back + 1, len(others) - back)


def is_undone(decision: Decision, by: Member) -> bool:
    try:
        undo(decision, by=by)
    except (StoryError, PermissionDenied):
        return False
    return True


@transaction.atomic
def undo(decision: Decision, *, by: Member) -> Entry | None:
    """Undo a decision and put its entry back into the queue. Raises ``Refused`` or ``StoryError``."""
    verb = settle_flags.undo if decision.action == Action.FLAG_DISMISSED else UNDOABLE[noun(decision)]
    verb(decision, by=by)
    settle_flags.reopen(decision)
    return reopen(decision)


def reopen(decision: Decision) -> Entry | None:
    """What was decided about last waits again; what was only moved has waited all the time."""
    kinds = REOPENS.get(decision.action, OTHERS)
    about = Entry.objects.filter(subject=decision.subject, kind__in=kinds)
    if decision.action == Action.MOVED:
        about = about.filter(state=Entry.State.WAITING)
    entry = about.order_by("-at", "-pk").first()
    if entry:
        Entry.objects.filter(pk=entry.pk).update(state=Entry.State.WAITING)
    return entry
