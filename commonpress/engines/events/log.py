"""Reading the log in order, for those who follow it with a cursor of their own."""

from collections.abc import Collection
from datetime import timedelta

from django.db import connection

from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock

# On PostgreSQL an event with a lower number may commit after one with a higher number. A follower therefore looks
# back over this span and skips what it has already seen; no transaction of ours lasts longer.
LOOK_BACK = timedelta(seconds=30)
MOST_LATE = 1000  # late events given at once


def after(cursor: int, *, limit: int = 500, seen: Collection[int] = frozenset()) -> list[Event]:
    """Events newer than ``cursor`` plus late ones of the last 30 seconds that are not in ``seen``, oldest first."""
    return late(cursor, seen) + list(Event.objects.filter(pk__gt=cursor).order_by("pk")[:limit])


def is_in_order() -> bool:
    """Whether what commits later has the higher number: SQLite's transactions write one at a time."""
    return connection.vendor == "sqlite"


def late(cursor: int, seen: Collection[int]) -> list[Event]:
    """Events up to ``cursor`` that are not in ``seen``: they were not there when it was passed."""
    if is_in_order():
        return []
    young = Event.objects.filter(pk__lte=cursor, at__gte=clock.now() - LOOK_BACK).values_list("pk", flat=True)
    missed = set(young) - set(seen)
    return list(Event.objects.filter(pk__in=sorted(missed)[:MOST_LATE]).order_by("pk")) if missed else []


def newest() -> int:
    """The number of the newest event, 0 when the log is empty."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def settled() -> int:
    """The newest number before which nothing can still appear; 0 when there is none."""
    if is_in_order():
        return newest()
    old = Event.objects.filter(at__lt=clock.now() - LOOK_BACK)
    return old.order_by("-pk").values_list("pk", flat=True).first() or 0


def young(numbers: Collection[int]) -> set[int]:
    """Those of ``numbers`` that a follower must remember as seen: ``after`` may still ask for them."""
    if is_in_order():
        return set()
    since = clock.now() - LOOK_BACK - timedelta(seconds=5)
    return set(Event.objects.filter(at__gte=since).values_list("pk", flat=True)).intersection(numbers)
