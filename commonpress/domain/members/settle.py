from collections.abc import Sequence

from django.db import transaction

from commonpress.domain.members.models import Member, Trust
from commonpress.domain.members.trust import levels
from commonpress.engines.events.record import record

AT_ONCE = 500


def settle(members: Sequence[Member]) -> int:
    """Write down the level of these members where it has changed; the pages that bear their names become stale.

    Answers how many changed. Call it inside the transaction of the change.
    """
    return sum(note(member, level) for member, level in levelled(members))


def levelled(members: Sequence[Member]) -> list[tuple[Member, Trust]]:
    found = levels(members)
    return [(member, found[member.pk]) for member in members]


def note(member: Member, level: Trust) -> bool:
    changed = Member.objects.filter(pk=member.pk).exclude(trust=level).update(trust=level)
    if changed:
        facts = {"before": int(member.trust), "now": int(level)}
        record("member.trust_changed", member.subject, stale=[f"author:{member.handle}"], facts=facts)
    member.trust = level
    return bool(changed)


def settle_all() -> int:
    """Let time do its work: look at everybody above newcomer anew, in small transactions. Run once a day."""
    changed, last = 0, 0
    while members := list(Member.objects.filter(trust__gt=0, pk__gt=last).order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            changed += settle(members)
        last = members[-1].pk
    return changed
