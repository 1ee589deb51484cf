from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from commonpress.domain.sponsors.models import Placement
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared

AHEAD = timedelta(hours=1)  # how far the flights to come are looked at; no page is kept longer


class Placed(NamedTuple):
    """What stands in the slots now, heaviest first; a slot with nothing is missing. It is true ``until`` then."""

    slots: dict[str, list[Placement]]
    until: datetime


def flights(slots: list[str], now: datetime, soon: datetime) -> QuerySet[Placement]:
    return (
        Placement.objects.filter(
            slot__in=slots, creative__campaign__starts_at__lte=soon, creative__campaign__ends_at__gt=now
        )
        .select_related("creative__picture", "creative__campaign__sponsor")
        .defer("creative__campaign__name")
        .order_by("slot", "-weight", "pk")
    )


FLIGHTS = Prepared(flights, slots="?", now=clock.now(), soon=clock.now() + AHEAD)


def place(slots: tuple[str, ...]) -> Placed:
    """The placements in flight for each of these slots. One query."""
    now = clock.now()
    placed: dict[str, list[Placement]] = defaultdict(list)
    until = now + AHEAD
    for row in FLIGHTS(slots=list(slots), now=now, soon=until):
        flight = row.creative.campaign
        if flight.starts_at <= now:
            placed[row.slot].append(row)
        until = min(until, flight.ends_at if flight.starts_at <= now else flight.starts_at)
    return Placed(dict(placed), until)
