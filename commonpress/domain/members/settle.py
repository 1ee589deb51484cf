import time
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from commonpress.domain.members.models import Decision, Member, Trust
from commonpress.domain.members.trust import APPROVED, levels
from commonpress.engines.events.record import record

AT_ONCE = 500
EVERY_SECONDS = 86_400.0


class _Next:
    turn = 0.0  # time.monotonic()


def tick() -> bool:
    """The worker's follower: once a day, time does its work."""
    if time.monotonic() < _Next.turn:
        return False
    _Next.turn = time.monotonic() + EVERY_SECONDS
    return settle_all() > 0


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
        record(
            "member.trust_changed",
            member.subject,
            stale=[f"author:{member.handle}", member.subject],
            facts=facts,
        )
    member.trust = level
    return bool(changed)


def settle_all() -> int:
    """Look at everybody the desk ever approved anew, in small transactions; several workers may do it at once."""
    changed, last = 0, 0
    # Also those whose losses weigh less by now. Who was never approved stays a newcomer.
    approved = Decision.objects.filter(member=OuterRef("pk"), action__in=APPROVED, by__isnull=False)
    judged = Member.objects.filter(Q(trust__gt=0) | Exists(approved)).order_by("pk")
    while members := list(judged.filter(pk__gt=last)[:AT_ONCE]):
        with transaction.atomic():
            changed += settle(members)
        last = members[-1].pk
    return changed
