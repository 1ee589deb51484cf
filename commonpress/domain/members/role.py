from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member
from commonpress.engines.events.record import record


class LastOwner(Exception):
    """The change would leave the paper without an owner; the message may be shown."""


@transaction.atomic
def give_role(member: Member, role: str, *, is_active: bool, by: Member | None) -> Member:
    """Set what a member may do and whether the account is open; it ends their sessions.

    ``by`` is an owner, or nobody: a command at the machine. Raises ``LastOwner``, ``Refused``.
    """
    # Of the row: a form has changed ``member`` already.
    before = Member.objects.values("role", "is_active").get(pk=member.pk)
    set_role(member, role, is_active=is_active, by=by)
    facts = {"role": role, "is_active": is_active, "before": before}
    rule = "owner" if by else "command"
    decided(member.subject, member, Decision.Action.ROLE, rule=rule, facts=facts, by=by)
    return member


def set_role(member: Member, role: str, *, is_active: bool, by: Member | None) -> None:
    """Without a decision of its own, in the caller's transaction. Raises ``LastOwner``, ``Refused``."""
    if by is not None and not by.is_staff:
        raise Refused(_("Only the owner gives roles."))
    # All owners are locked, so that two of them cannot step down at the same moment.
    owners = set(active_owners().select_for_update().values_list("pk", flat=True))
    if owners == {member.pk} and not (is_active and role == Member.Role.OWNER):
        raise LastOwner(_("A paper needs an owner who can sign in. Make somebody else an owner first."))
    Member.objects.filter(pk=member.pk).update(role=role, is_active=is_active, sign_outs=F("sign_outs") + 1)
    member.role, member.is_active = role, is_active
    facts = {"role": role, "is_active": is_active}
    stale = [f"author:{member.handle}", member.subject]  # an editor's links are trusted
    record("member.appointed", member.subject, stale=stale, by=by.subject if by else "", facts=facts)


def active_owners() -> QuerySet[Member]:
    return Member.objects.filter(role=Member.Role.OWNER, is_active=True)
