from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

from django.db.models import QuerySet

from commonpress.domain.sponsors.models import Campaign, Placement
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared

AHEAD = timedelta(hours=1)  # how far the flights to come are looked at; no page is kept longer
CARRIED = 6  # creatives of one slot that a page carries; more would cost each reader bytes
HOUSE = Campaign.Goal.HOUSE
_renders = count()


class Placed(NamedTuple):
    """What may stand in the slots now; a slot with nothing is missing. It is true ``until`` then.

    The first of a slot is the one that readers without scripts see: another at each call, the heavier the oftener.
    """

    slots: dict[str, list[Placement]]
    until: datetime


def flights(slots: list[str], now: datetime, soon: datetime) -> QuerySet[Placement]:
    return (
        Placement.objects.filter(
            slot__in=slots,
            creative__is_shown=True,
            creative__campaign__starts_at__lte=soon,
            creative__campaign__ends_at__gt=now,
            creative__campaign__stopped_at=None,
            creative__campaign__delivered_at=None,
        )
        .select_related("creative__picture", "creative__campaign__sponsor")
        .order_by("slot", "-weight", "pk")
    )


FLIGHTS = Prepared(flights, slots="?", now=clock.now(), soon=clock.now() + AHEAD)


def place(
    slots: Iterable[str],
    *,
    sections: Collection[str] = (),
    language: str = "",
    with_house: bool = True,
) -> Placed:
    """The placements in flight for each of these slots, on a page of these ``sections`` in this ``language``. One query.

    A section is an opaque name ("section:3"). The paper's own creatives stand only where nobody else may.
    """
    now = clock.now()
    placed: dict[str, list[Placement]] = defaultdict(list)
    until = now + AHEAD
    for row in FLIGHTS(slots=list(slots), now=now, soon=until):
        flight = row.creative.campaign
        if not suits(flight, sections, language) or (flight.goal == HOUSE and not with_house):
            continue
        if flight.starts_at <= now:
            placed[row.slot].append(row)
        until = min(until, flight.ends_at if flight.starts_at <= now else flight.starts_at)
    turn = next(_renders)
    return Placed({slot: in_turn(rows, turn) for slot, rows in placed.items()}, until)


def suits(campaign: Campaign, sections: Collection[str], language: str) -> bool:
    return (not campaign.sections or not set(sections).isdisjoint(campaign.sections)) and (
        not campaign.languages or not language or language in campaign.languages
    )


def in_turn(rows: list[Placement], turn: int) -> list[Placement]:
    """At most ``CARRIED``, sold ones before the paper's own, the one whose turn it is first. Shares always have a place."""
    sold = [row for row in rows if row.creative.campaign.goal != HOUSE]
    own = [row for row in rows if row.creative.campaign.goal == HOUSE]
    first, *rest = rotated(sold or own, turn)
    rest.sort(key=lambda row: row.creative.campaign.goal != Campaign.Goal.SHARE)
    return [first, *rest, *(own if sold else [])][:CARRIED]


def rotated(rows: list[Placement], turn: int) -> list[Placement]:
    if len(rows) < 2:
        return list(rows)
    weights = [row.weight * row.creative.campaign.weight for row in rows]
    left = turn % sum(weights)
    for first, weight in enumerate(weights):
        if left < weight:
            return [*rows[first:], *rows[:first]]
        left -= weight
    return list(rows)
