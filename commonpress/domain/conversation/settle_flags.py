from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.access import Flaggable, first_author
from commonpress.domain.conversation.models import Flag
from commonpress.domain.members.decide import decided, standing_decisions
from commonpress.domain.members.may import must_edit
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.undo import is_written_down, why_not
from commonpress.domain.stories.errors import WrongState
from commonpress.engines.events.record import record

State = Flag.State


@transaction.atomic
def dismiss(thing: Flaggable, *, words: str = "", by: Member) -> Decision | None:
    """Leave what was flagged as it is; its author is told. Answers nothing when no flag was open. Raises ``Refused``."""
    must_edit(by)
    settled = settle(thing.subject, State.DISMISSED)
    if not settled:
        return None
    facts = {"flags": len(settled)}
    record("flag.dismissed", thing.subject, by=by.subject, facts=facts)
    author, action = first_author(thing), Decision.Action.FLAG_DISMISSED
    decision = decided(thing.subject, author, action, rule="editor", words=words, facts=facts, by=by)
    Flag.objects.filter(pk__in=settled).update(settled_by=decision)
    return decision


def uphold(subject: str) -> int:
    """Close the open flags on something that was just taken back because of them, in the caller's transaction."""
    settled = settle(subject, State.UPHELD)
    if settled:
        Flag.objects.filter(pk__in=settled).update(settled_by=standing_decisions(subject).first())
    return len(settled)


def settle(subject: str, state: str) -> list[int]:
    """The numbers of the flags that were open until now."""
    flags = Flag.objects.select_for_update().filter(subject=subject, state=State.OPEN)
    found = list(flags.values_list("pk", flat=True))
    Flag.objects.filter(pk__in=found).update(state=state)
    return found


@transaction.atomic
def undo(decision: Decision, *, by: Member) -> None:
    """Open the flags again that were dismissed in the last 30 seconds. Raises ``Refused``, ``WrongState``."""
    must_edit(by)
    if decision.action != Decision.Action.FLAG_DISMISSED:
        raise WrongState(_("This cannot be undone."))
    if why := why_not(decision):
        raise WrongState(why)
    if not reopen(decision) or not is_written_down(decision, by):
        raise WrongState
    record("flag.reopened", decision.subject, by=by.subject, facts={"decision": decision.pk})


def reopen(decision: Decision) -> int:
    """What was settled with a decision that is undone is open again; but for whoever has objected anew meanwhile."""
    settled = Flag.objects.filter(settled_by=decision)
    anew = Flag.objects.filter(subject=decision.subject, state=State.OPEN).values_list("sender", flat=True)
    return settled.exclude(sender__in=list(anew)).update(state=State.OPEN, settled_by=None)
