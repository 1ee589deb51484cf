"""One batch of sights, in one transaction: who was counted within the half hour is left out, the rest is in four tables.

Two floods are bounded here. From one network at most ``READERS`` readers count for a subject in half an hour: a school
behind one address is counted, a program that invents user agents is soon not. And a subject gets at most ``HOSTS``
referrers an hour, the rest are "other": a program that invents hosts cannot fill the table. (At midnight networks get a
new name, and the first bound begins anew.)
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from commonpress.engines.lib import clock
from commonpress.engines.readership import hours, keys, locks
from commonpress.engines.readership.beacon import Sight, Who
from commonpress.engines.readership.ledger import Place, enter
from commonpress.engines.readership.referrers import OTHER
from commonpress.engines.readership.sql import Cells, ask, moment

READERS = 60
HOSTS = 40


class Row(NamedTuple):
    """A sight whose reader has become a hash. ``former`` is the hash of the former day, empty when that day is over."""

    reader: str
    subject: str
    kind: str
    network: str
    agent: str
    referrer: str
    former: str

    @property
    def once(self) -> Cells:
        return self.reader, self.subject, self.kind

    @property
    def near(self) -> Cells:
        return self.network, self.subject, self.kind

    @property
    def place(self) -> tuple[str, str, str, str]:
        return self.subject, self.kind, self.agent, self.referrer


def store(sights: Iterable[Sight], now: datetime | None = None) -> int:
    """Count what may be counted, and say how much that was. All of it is committed, or nothing, with ``DatabaseError``."""
    now = now or clock.now()
    today = keys.today(now)
    rows = named(sights, today)
    with transaction.atomic():
        locks.alone()
        fresh = counted(rows, now)
        if fresh:
            hour = hours.start(now, today.zone)
            write(with_known_hosts(fresh, hour), now, hour)
    return len(fresh)


def named(sights: Iterable[Sight], today: keys.Day) -> list[Row]:
    """One row for each reader and subject, in an order that is the same in every process."""
    names: dict[Who, tuple[str, str, str]] = {}
    rows: dict[Cells, Row] = {}
    for sight in sights:
        if sight.who not in names:
            names[sight.who] = keys.names(sight.who, today)
        reader, network, former = names[sight.who]
        row = Row(reader, sight.subject, sight.kind, network, sight.agent, sight.referrer, former)
        rows.setdefault(row.once, row)
    return [rows[once] for once in sorted(rows)]


def counted(rows: list[Row], now: datetime) -> list[Row]:
    """Those that count; each of them is remembered as counted now."""
    ago = moment(now - keys.HALF_HOUR)
    near = crowds(rows, ago)
    rows = [row for row in rows if near[row.near] < READERS]
    rows = without_former(rows, ago)
    once = remembered(rows, moment(now), ago)
    return within_bounds([row for row in rows if row.once in once], near)


# Both look each row up by an index. As ``WHERE (…) IN (VALUES …)`` SQLite reads all of the day instead; CROSS is how it
# is told which table comes first.
CROWDS = (
    "SELECT network, subject, kind, COUNT(*) FROM (VALUES {}) AS near CROSS JOIN readership_sighting"
    " WHERE network = near.column1 AND subject = near.column2 AND kind = near.column3 AND at > %s"
    " GROUP BY network, subject, kind"
)
KNOWN = (
    "SELECT reader, subject, kind FROM (VALUES {}) AS former CROSS JOIN readership_recent"
    " WHERE reader = former.column1 AND subject = former.column2 AND kind = former.column3 AND at > %s"
)


def crowds(rows: list[Row], ago: Any) -> Counter[Cells]:
    """How many readers of each network were counted for each subject since ``ago``."""
    near = sorted({row.near for row in rows})
    return Counter({found[:3]: found[3] for found in ask(CROWDS, near, ago)})


def without_former(rows: list[Row], ago: Any) -> list[Row]:
    """Leave out who was counted before midnight under another hash."""
    former = sorted((row.former, row.subject, row.kind) for row in rows if row.former)
    known = {found[:3] for found in ask(KNOWN, former, ago)}
    return [row for row in rows if (row.former, row.subject, row.kind) not in known]


def remembered(rows: list[Row], now: Any, ago: Any) -> set[Cells]:
    """The half-hour rule: what the upsert gives back counts."""
    sql = (
        "INSERT INTO readership_recent (reader, subject, kind, at) VALUES {}"
        " ON CONFLICT (reader, subject, kind) DO UPDATE SET at = excluded.at"
        " WHERE readership_recent.at <= %s RETURNING reader, subject, kind"
    )
    return {found[:3] for found in ask(sql, [(*row.once, now) for row in rows], ago)}


def within_bounds(rows: list[Row], near: Counter[Cells]) -> list[Row]:
    kept = []
    for row in rows:
        near[row.near] += 1
        if near[row.near] <= READERS:
            kept.append(row)
    return kept


def with_known_hosts(rows: list[Row], hour: datetime) -> list[Row]:
    """Call a referrer "other" when the subject's hour has its ``HOSTS`` already."""
    known = hosts(rows, hour)
    return [row._replace(referrer=host_of(row, known[row.subject])) if row.referrer else row for row in rows]


def host_of(row: Row, known: set[str]) -> str:
    if row.referrer not in known and len(known) >= HOSTS:
        return OTHER
    known.add(row.referrer)
    return row.referrer


def hosts(rows: list[Row], hour: datetime) -> defaultdict[str, set[str]]:
    sql = (
        "SELECT DISTINCT subject, referrer FROM readership_hourly"
        " WHERE subject IN (VALUES {}) AND hour = %s AND referrer NOT IN ('', 'other')"
    )
    known = defaultdict(set)
    for subject, host in ask(sql, sorted({(row.subject,) for row in rows if row.referrer}), moment(hour)):
        known[subject].add(host)
    return known


def write(rows: list[Row], now: datetime, hour: datetime) -> None:
    """Enter what counts, and a sighting for each, by which a network can be struck out today."""
    sightings = "INSERT INTO readership_sighting (subject, kind, agent, referrer, hour, at, reader, network) VALUES {}"
    at, begins = moment(now), moment(hour)
    ask(sightings, [(*row.place, begins, at, row.reader, row.network) for row in rows])
    enter(Counter(Place(*row.place, hour) for row in rows))
