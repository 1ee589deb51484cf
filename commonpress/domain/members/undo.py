"""Taking back a decision of the last half minute: what every room's undoing has in common, and decisions about accounts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided, standing_decisions
from commonpress.domain.members.may import Refused, must_edit
from commonpress.domain.members.models import Application, Ban, Decision, Member
from commonpress.domain.members.role import LastOwner, set_role
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

WITHIN = timedelta(seconds=30)
Action = Decision.Action


def seconds_left(at: datetime) -> int:
    """For how long what was done ``at`` can still be taken back; 0 when it is too late."""
    return max(0, ceil((at + WITHIN - clock.now()).total_seconds()))


def why_not(decision: Decision) -> str:
    """Why this can no longer be undone, in words; nothing when it can."""
    if clock.now() - decision.at > WITHIN:
        return _("It is too late to undo this.")
    # That a reader objected meanwhile decides nothing.
    newest = standing_decisions(decision.subject).exclude(action=Action.FLAGGED).first()
    return "" if newest and newest.pk == decision.pk else _("Something else was decided since.")


def is_written_down(decision: Decision, by: Member) -> bool:
    """Add the undoing to the record; not when another hand was faster, for the column is unique."""
    facts = {"action": decision.action}
    try:
        with transaction.atomic():
            decided(
                decision.subject,
                decision.member,
                Action.UNDONE,
                rule="undo",
                facts=facts,
                by=by,
                undoes=decision,
            )
    except IntegrityError:
        return False
    return True


@transaction.atomic
def undo(decision: Decision, *, by: Member) -> Member:
    """Put an account back where it stood before a decision of the last 30 seconds. Raises ``Refused``."""
    must_edit(by)
    member, put_back = decision.member, BACK.get(decision.action)
    if member is None or put_back is None or decision.subject != member.subject:
        raise Refused(_("This cannot be undone."))
    if why := why_not(decision):
        raise Refused(why)
    if not (put_back(decision, member, by) and is_written_down(decision, by)):
        raise Refused(_("Something else was decided since."))
    record("member.undone", member.subject, by=by.subject, facts={"decision": decision.pk})
    return member


def lift_again(decision: Decision, _member: Member, _by: Member) -> bool:
    held = Ban.objects.filter(pk=decision.facts.get("ban"), lifted_at__isnull=True)
    return bool(held.update(lifted_at=clock.now()))


def ban_again(decision: Decision, _member: Member, _by: Member) -> bool:
    return bool(Ban.objects.filter(pk__in=decision.facts.get("bans", [])).update(lifted_at=None))


def let_wait(decision: Decision, member: Member, _by: Member) -> bool:
    """The application waits as before; who was turned away may sign in again and read so."""
    state = STATES[decision.action]
    answered = Application.objects.filter(member=member, state=state)
    was = {"state": decision.facts["before"], "words": "", "by": None, "decided_at": None}
    if not answered.update(**was):
        return False
    Member.objects.filter(pk=member.pk).update(waits=True, is_active=True)
    return True


def former_role(decision: Decision, member: Member, by: Member) -> bool:
    """Only an owner does this; sessions end once more, for what they opened may be shut again."""
    facts, before = decision.facts, decision.facts.get("before")
    if before is None or (member.role, member.is_active) != (facts["role"], facts["is_active"]):
        return False
    try:
        set_role(member, before["role"], is_active=before["is_active"], by=by)
    except LastOwner as problem:
        raise Refused(str(problem)) from None
    return True


STATES: dict[str, str] = {
    Action.ADMITTED: Application.State.ADMITTED,
    Action.TURNED_AWAY: Application.State.REFUSED,
}
BACK: dict[str, Callable[[Decision, Member, Member], bool]] = {
    Action.BANNED: lift_again,
    Action.UNBANNED: ban_again,
    Action.ADMITTED: let_wait,
    Action.TURNED_AWAY: let_wait,
    Action.ROLE: former_role,
}
