from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused, must_edit
from commonpress.domain.members.models import Ban, Decision, Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@transaction.atomic
def ban(member: Member, *, reason: str, until: datetime, by: Member, rule: str = "ban") -> Decision:
    """Let a member write nothing before ``until`` (aware). Raises ``Refused``; only an owner bans an editor."""
    must_edit(by)
    if member.pk == by.pk:
        raise Refused(_("Nobody bans themselves."))
    if member.is_editor and by.role != Member.Role.OWNER:
        raise Refused(_("Only the owner may ban an editor."))
    now = clock.now()
    if until <= now:
        raise Refused(_("The end of the ban lies in the past."))
    row = Ban.objects.create(member=member, reason=reason.strip()[:500], by=by, at=now, until=until)
    facts = {"until": until.isoformat(), "ban": row.pk}
    record("member.banned", member.subject, by=by.subject, facts=facts)
    return decided(
        member.subject, member, Decision.Action.BANNED, rule=rule, words=reason, facts=facts, by=by
    )


@transaction.atomic
def lift(member: Member, *, words: str = "", by: Member) -> bool:
    """End every ban of a member now. Answers whether there was one."""
    must_edit(by)
    if member.pk == by.pk:
        raise Refused(_("Nobody lifts their own ban."))
    now = clock.now()
    running = Ban.objects.filter(member=member, until__gt=now, lifted_at__isnull=True)
    bans = list(running.values_list("pk", flat=True))
    lifted = bool(bans and running.update(lifted_at=now))
    if lifted:
        record("member.unbanned", member.subject, by=by.subject)
        action, facts = Decision.Action.UNBANNED, {"bans": bans}
        decided(member.subject, member, action, rule="ban", words=words, facts=facts, by=by)
    return lifted
