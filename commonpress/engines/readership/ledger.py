"""Enter counts into the hours and the tallies, or take them out: the only code that changes a count.

Each function is called inside the caller's transaction and keeps to the promise of models.py: a total is what was carried
over plus the sum of its hours.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from commonpress.engines.readership.models import Counted, Hourly
from commonpress.engines.readership.sql import ask, moment


class Place(NamedTuple):
    """The five that tell one count from another, in the order in which every process enters them."""

    subject: str
    kind: str
    agent: str
    referrer: str
    hour: datetime


Counts = Mapping[Place, int]

HOURS = (
    "INSERT INTO readership_hourly (subject, kind, agent, referrer, hour, count, folded) VALUES {}"
    " ON CONFLICT (subject, hour, kind, agent, referrer) DO UPDATE SET count = readership_hourly.count + excluded.count"
)
DAYS = f"{HOURS}, folded = excluded.folded"
TALLIES = (
    "INSERT INTO readership_tally (subject, kind, total, carried) VALUES {}"
    " ON CONFLICT (subject, kind) DO UPDATE SET total = readership_tally.total + excluded.total"
)

FROM_HOURS = (
    "UPDATE readership_hourly SET count = readership_hourly.count - taken.column6 FROM (VALUES {}) AS taken"
    " WHERE subject = taken.column1 AND kind = taken.column2 AND agent = taken.column3 AND referrer = taken.column4"
    " AND hour = taken.column5 RETURNING 1"
)
FROM_TALLIES = (
    "UPDATE readership_tally SET total = readership_tally.total - taken.column3 FROM (VALUES {}) AS taken"
    " WHERE subject = taken.column1 AND kind = taken.column2"
)


def enter(counts: Counts) -> None:
    """Add to the hours and the tallies."""
    enter_hours(counts)
    ask(TALLIES, [(*which, count, 0) for which, count in sorted(sums(counts).items())])


def enter_hours(counts: Counts, *, folded: bool = False) -> None:
    """Add to the hours alone: what was taken out of others. ``folded``: the hours stand for their days."""
    rows = [
        (*place[:4], moment(place.hour), count, folded) for place, count in sorted(counts.items()) if count
    ]
    ask(DAYS if folded else HOURS, rows)


def take(counts: Counts) -> None:
    """Subtract from the hours and the tallies. Raises ``ValueError`` when a place is not there,
    ``IntegrityError`` when it has fewer counts than are to be taken.
    """
    rows = [(*place[:4], moment(place.hour), count) for place, count in sorted(counts.items())]
    if len(ask(FROM_HOURS, rows)) < len(rows):
        raise ValueError("nothing is counted where something was to be taken")
    touched = sorted({place.hour for place in counts})
    Hourly.objects.filter(count=0, hour__range=(touched[0], touched[-1])).delete()
    ask(FROM_TALLIES, [(*which, count) for which, count in sorted(sums(counts).items())])


def sums(counts: Counts) -> Counter[tuple[str, str]]:
    """Per subject and kind, as the tallies have it."""
    found: Counter[tuple[str, str]] = Counter()
    for place, count in counts.items():
        found[place.subject, place.kind] += count
    return found


def place_of(row: Counted) -> Place:
    return Place(row.subject, row.kind, row.agent, row.referrer, row.hour)


def counts_of(rows: Iterable[tuple[Counted, int]]) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for row, count in rows:
        found[place_of(row)] += count
    return found
