"""Reading the log in order, for those who follow it with a cursor of their own."""

from datetime import timedelta

from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock

# On PostgreSQL an event with a lower number may commit after one with a higher number. A follower therefore looks
# back over this span and skips what it has already seen; no transaction of ours lasts longer.
LOOK_BACK = timedelta(seconds=30)


def after(cursor: int, *, limit: int = 500, seen: frozenset[int] | set[int] = frozenset()) -> list[Event]:
    """Events newer than ``cursor`` plus late ones of the last 30 seconds that are not in ``seen``, oldest first."""
    fresh = list(Event.objects.filter(pk__gt=cursor).order_by("pk")[:limit])
    late = Event.objects.filter(pk__lte=cursor, at__gte=clock.now() - LOOK_BACK).order_by("pk")
    return [event for event in late if event.pk not in seen] + fresh


def newest() -> int:
    """The number of the newest event, 0 when the log is empty."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
