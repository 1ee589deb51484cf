from datetime import timedelta

from django.db.models import Q

from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import Entry

LEASE = timedelta(minutes=10)  # an editor who went for coffee holds nobody up for long


def claim(entry: Entry, *, by: Member, over: bool = False) -> bool:
    """Take an entry for ``LEASE``, or hold it longer; ``over`` takes it from somebody else. Answers whether it is ours.

    No event: whose hands an entry is in changes nothing but the list.
    """
    now = clock.now()
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_until__lte=now)
    open_entries = Entry.objects.filter(pk=entry.pk, state=Entry.State.WAITING)
    taken = open_entries.filter(Q() if over else free).update(claimed_by=by, claimed_until=now + LEASE)
    if taken:
        entry.claimed_by, entry.claimed_until = by, now + LEASE
    return bool(taken)


def release(entry: Entry, *, by: Member) -> bool:
    """Let go of an entry. Answers whether it was ours."""
    return bool(Entry.objects.filter(pk=entry.pk, claimed_by=by).update(claimed_by=None, claimed_until=None))


def held_by_another(entry: Entry, member: Member) -> bool:
    return bool(
        entry.claimed_by_id
        and entry.claimed_by_id != member.pk
        and entry.claimed_until
        and entry.claimed_until > clock.now()
    )
