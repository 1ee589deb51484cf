"""How often each placement may be shown at this moment, out of what was counted so far.

Pages are kept, so what changes from second to second is told apart from them (``live``): a browser asks for it just
before a slot comes into view. The closer a campaign is to what it may have had by now, the more rarely it is shown, so that
what is under way and not counted yet is hardly more than what is still to come (docs/decisions/0052 measures it).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from commonpress.domain.sponsors import counts
from commonpress.domain.sponsors.counts import CLICKED, SEEN, Totals
from commonpress.domain.sponsors.models import Campaign, Placement, Slot
from commonpress.domain.sponsors.place import flights
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours
from commonpress.engines.readership.models import Recent

# From the moment a pace is worked out until what it let through is counted. Mostly that takes two or three seconds: it is
# kept a second, then a second in view. Some cards stand half in view for a minute first; they need twice as much.
HORIZON = {SEEN: timedelta(seconds=6), CLICKED: timedelta(seconds=20)}
SLACK = 0.005  # of a goal or cap that is aimed beyond it; without, the last few would come ever more rarely
PULSE = timedelta(seconds=2)  # the time in which the readers of this moment are counted
LEAD = timedelta(
    hours=1
)  # how far a campaign may run ahead of its day, so that a quiet first hour is not lost


class Pace(NamedTuple):
    """``kind``: 0 a share of voice, 1 in turn by weight, 2 the paper's own. ``number`` is the share or the weight.

    ``keep`` (0 to 1) is with what chance one that was chosen is shown; when it is not, another is chosen.
    """

    kind: int
    number: float
    keep: float


SHARED, IN_TURN, OWN = 0, 1, 2
NOTHING: Counter[str] = Counter()


class Today(NamedTuple):
    """When the paper's day began, and when it ends."""

    start: datetime
    end: datetime


def today(now: datetime) -> Today:
    zone = hours.zone()
    day = hours.day(now, zone)
    return Today(hours.first(day, zone), hours.first(day + timedelta(days=1), zone))


@dataclass(frozen=True)
class Had:
    """What campaigns had in all and since this day began, and how many were counted a second just now."""

    ever: Totals
    today: Totals
    pulse: dict[str, float]
    day: Today


def live() -> dict[int, Pace]:
    """The pace of every placement that may be shown now, by its number. At most five queries."""
    now = clock.now()
    rows = list(flights(Slot.values, now, now))
    limited = {row.creative.campaign_id for row in rows if row.creative.campaign.is_limited}
    had = read(limited, now) if limited else Had({}, {}, {}, Today(now, now))
    parts = parts_of(rows)
    keeps = {row.creative.campaign_id: keep_of(row.creative.campaign, had, now) for row in rows}
    return {
        row.pk: pace_of(row, parts[row.creative.campaign_id, row.slot], keep)
        for row in rows
        if (keep := keeps[row.creative.campaign_id]) > 0
    }


def read(campaigns: Iterable[int], now: datetime) -> Had:
    subjects = counts.subjects_of(campaigns)
    day = today(now)
    return Had(counts.totals(subjects), counts.since(day.start, subjects), pulse(now), day)


def pulse(now: datetime) -> dict[str, float]:
    """How many things are seen a second just now, and how many clicked: no creative can be seen more often."""
    ago = now - HORIZON[CLICKED]
    found = {SEEN: 0.0, CLICKED: 0.0}
    for kind, at in Recent.objects.filter(at__gt=ago).values_list("kind", "at"):
        if kind == CLICKED:
            found[CLICKED] += 1 / HORIZON[CLICKED].total_seconds()
        elif at > now - PULSE:
            found[SEEN] += 1 / PULSE.total_seconds()
    return found


def parts_of(rows: Iterable[Placement]) -> dict[tuple[int, str], int]:
    """The weights of a campaign's own creatives in one slot, added up: they divide what the campaign has there."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        found[row.creative.campaign_id, row.slot] += row.weight
    return found


def pace_of(row: Placement, whole: int, keep: float) -> Pace:
    campaign, part = row.creative.campaign, row.weight / whole
    if campaign.goal == Campaign.Goal.SHARE:
        return Pace(SHARED, round((campaign.amount or 0) / 100 * part, 4), keep)
    kind = OWN if campaign.goal == Campaign.Goal.HOUSE else IN_TURN
    return Pace(kind, round(campaign.weight * part, 4), keep)


def keep_of(campaign: Campaign, had: Had, now: datetime) -> float:
    """0: it rests. 1: nothing holds it back."""
    if not campaign.is_limited:
        return 1.0
    ever, lately = had.ever.get(campaign.pk, NOTHING), had.today.get(campaign.pk, NOTHING)
    keep = 1.0
    if campaign.daily_cap is not None:
        keep = thinned(campaign.daily_cap - lately[SEEN], campaign.daily_cap, SEEN, had)
    kind = {Campaign.Goal.IMPRESSIONS: SEEN, Campaign.Goal.CLICKS: CLICKED}.get(Campaign.Goal(campaign.goal))
    if kind:
        left = due(campaign, ever[kind] - lately[kind], now, had.day) - lately[kind]
        keep = min(keep, thinned(left, campaign.amount or 0, kind, had))
    return round(keep, 4)


def thinned(left: float, whole: int, kind: str, had: Had) -> float:
    """The chance with which what is still under way will hardly be more than is ``left`` of the ``whole``."""
    if left <= 0:
        return 0.0
    under_way = had.pulse.get(kind, 0) * HORIZON[kind].total_seconds()
    return min(1.0, (left + SLACK * whole) / under_way) if under_way else 1.0


def due(campaign: Campaign, before: int, now: datetime, day: Today) -> float:
    """How many a campaign may have had today by now, when it had ``before`` until the day began.

    What is left is spread evenly over the time that is left, and a day's part over its hours.
    """
    start, end = max(day.start, campaign.starts_at), min(day.end, campaign.ends_at)
    left = (campaign.amount or 0) - before
    if left <= 0 or end <= start:
        return 0.0
    part = left * ((end - start) / (campaign.ends_at - start))
    if campaign.goal == Campaign.Goal.IMPRESSIONS and campaign.daily_cap:
        part = min(part, campaign.daily_cap)
    return part * min(1.0, (now - start + LEAD) / (end - start))
