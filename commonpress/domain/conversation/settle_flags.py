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
    found = open_flags(thing.subject)
    if not found:
        return None
    facts = {"flags": len(found)}
    record("flag.dismissed", thing.subject, by=by.subject, facts=facts)
    author, action = first_author(thing), Decision.Action.FLAG_DISMISSED
    decision = decided(thing.subject, author, action, rule="editor", words=words, facts=facts, by=by)
    settle(found, State.DISMISSED, decision)
    return decision


@transaction.atomic
def uphold(subject: str) -> None:
    """Close the open flags on something that was just taken back because of them."""
    if found := open_flags(subject):
        settle(found, State.UPHELD, standing_decisions(subject).first())


def open_flags(subject: str) -> list[int]:
    """Their numbers; they are this transaction's until it ends."""
    found = Flag.objects.select_for_update().filter(subject=subject, state=State.OPEN)
    return list(found.values_list("pk", flat=True))


def settle(flags: list[int], state: str, decision: Decision | None) -> None:
    Flag.objects.filter(pk__in=flags).update(state=state, settled_by=decision)


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
