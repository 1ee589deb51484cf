from collections import defaultdict
from datetime import datetime

from django.db.models import QuerySet

from commonpress.domain.sponsors.models import Placement
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared


def in_flight(slots: list[str], now: datetime) -> QuerySet[Placement]:
    return (
        Placement.objects.filter(
            slot__in=slots, creative__campaign__starts_at__lte=now, creative__campaign__ends_at__gt=now
        )
        .select_related("creative__picture", "creative__campaign__sponsor")
        .defer("creative__campaign__name", "creative__campaign__starts_at", "creative__campaign__ends_at")
        .order_by("slot", "-weight", "pk")
    )


IN_FLIGHT = Prepared(in_flight, slots="?", now=clock.now())


def place(slots: tuple[str, ...]) -> dict[str, list[Placement]]:
    """The placements in flight for each of these slots, heaviest first; slots with none are missing. One query."""
    placed: dict[str, list[Placement]] = defaultdict(list)
    for row in IN_FLIGHT(slots=list(slots), now=clock.now()):
        placed[row.slot].append(row)
    return dict(placed)
