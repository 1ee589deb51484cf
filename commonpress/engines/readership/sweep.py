"""What the worker does for the counts: keys and sightings of days that are over go, old hours become days.

Every step is a bounded transaction and may be done by several workers or again after a crash.
"""

import time
from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model, QuerySet

from commonpress.engines.lib import clock
from commonpress.engines.readership import hours, keys, locks
from commonpress.engines.readership.ledger import Place, enter_hours, place_of
from commonpress.engines.readership.models import Hourly, Recent, Sighting

DAYS_IN_HOURS = 35  # for so many days figures are kept by the hour, then by the day
EVERY_SECONDS = 60.0
SLICE_SECONDS = 0.5  # of one turn, so that errands go on meanwhile
ROWS = 2000  # of one transaction


class _Next:
    turn = 0.0  # time.monotonic()


def tick() -> bool:
    """The worker's follower: sweep once a minute, and on without a pause while there is more to do."""
    begun = time.monotonic()
    if begun < _Next.turn:
        return False
    while busy := sweep(clock.now()):
        if time.monotonic() > begun + SLICE_SECONDS:
            return True
    _Next.turn = begun + EVERY_SECONDS
    return busy


def sweep(now: datetime) -> bool:
    """One bounded step of everything; whether there may be more to do."""
    zone = hours.zone()
    today = hours.day(now, zone)
    oldest = today if keys.is_over(now, zone) else today - timedelta(days=1)
    keys.destroy(before=oldest)
    full = [
        drop(Sighting.objects.filter(hour__lt=hours.first(oldest, zone))),
        drop(Recent.objects.filter(at__lte=now - keys.HALF_HOUR)),
        fold(hours.first(today - timedelta(days=DAYS_IN_HOURS), zone)),
    ]
    return max(full) >= ROWS


def drop(over: QuerySet[Model]) -> int:
    some = list(over.values_list("pk", flat=True)[:ROWS])
    return over.filter(pk__in=some).delete()[0] if some else 0


def fold(before: datetime) -> int:
    """Make days of the hours before ``before``: their counts move to the day's first hour. Totals stay as they are."""
    old = Hourly.objects.filter(folded=False, hour__lt=before)
    if not old.exists():
        return 0
    with transaction.atomic():
        locks.alone()
        rows = list(old.order_by("hour")[:ROWS])
        days = days_of(rows)
        Hourly.objects.filter(pk__in=[row.pk for row in rows]).delete()
        enter_hours(days, folded=True)
    return len(rows)


def days_of(rows: list[Hourly]) -> Counter[Place]:
    zone = hours.zone()
    found: Counter[Place] = Counter()
    for row in rows:
        begins = hours.first(hours.day(row.hour, zone), zone)
        found[place_of(row)._replace(hour=begins)] += row.count
    return found
