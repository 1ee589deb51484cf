"""What a sponsor may check: everything that was counted of a campaign, by day and place, and what it costs.

All of it is read from the stored counts at the moment it is asked for; nothing is kept that could differ from them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.db.models import Sum

from commonpress.domain.sponsors import counts
from commonpress.domain.sponsors.counts import CLICKED, SEEN, Daily
from commonpress.domain.sponsors.models import Campaign, Creative, Slot, counted_as
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours
from commonpress.engines.readership.models import Strike, StrikeLine

Goal = Campaign.Goal
CENT = Decimal("0.01")
THOUSAND = 1000


class Day(NamedTuple):
    day: date
    impressions: int
    clicks: int


class Line(NamedTuple):
    """One creative in one place."""

    creative: Creative
    slot: Slot
    impressions: int
    clicks: int


class Struck(NamedTuple):
    """What one strike took from this campaign; ``is_undone`` when it was put back."""

    strike: Strike
    impressions: int
    clicks: int
    is_undone: bool


class Owed(NamedTuple):
    """One line of an invoice. ``unit`` is how many of the quantity the price is of."""

    what: str  # a Goal, or "over" for what was delivered beyond it, free of charge
    quantity: int
    unit: int
    price: Decimal | None
    sum: Decimal | None


@dataclass(frozen=True)
class Report:
    """``days`` are those of the flight so far, and any other on which something was counted."""

    campaign: Campaign
    days: list[Day]
    lines: list[Line]
    cells: Daily
    struck: list[Struck]

    @property
    def impressions(self) -> int:
        return sum(line.impressions for line in self.lines)

    @property
    def clicks(self) -> int:
        return sum(line.clicks for line in self.lines)

    @property
    def delivered(self) -> int:
        """Of what was bought."""
        return self.clicks if self.campaign.goal == Goal.CLICKS else self.impressions

    @property
    def share(self) -> float | None:
        """How much of the goal is there, 0 to 1; nothing without a number."""
        if self.campaign.goal not in {Goal.IMPRESSIONS, Goal.CLICKS}:
            return None
        return min(1.0, self.delivered / (self.campaign.amount or 1))


def report(campaign: Campaign) -> Report:
    """At most six queries, whatever the campaign."""
    creatives = list(campaign.creatives.select_related("picture").order_by("pk"))
    subjects = [counted_as(each.pk, slot) for each in creatives for slot in Slot.values]
    cells = counts.daily(subjects)
    places = {counted_as(pk, slot) for pk, slot in campaign.creatives.values_list("pk", "placements__slot")}
    by_place = summed(cells)
    lines = [
        Line(each, Slot(slot), found[SEEN], found[CLICKED])
        for each in creatives
        for slot in Slot.values
        if (found := by_place[counted_as(each.pk, slot)]) or counted_as(each.pk, slot) in places
    ]
    return Report(campaign, list(days_of(campaign, cells)), lines, cells, struck_from(subjects))


def summed(cells: Daily) -> defaultdict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (_day, subject, kind), count in cells.items():
        found[subject][kind] += count
    return found


def days_of(campaign: Campaign, cells: Mapping[tuple[date, str, str], int]) -> Iterator[Day]:
    by_day: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for (day, _subject, kind), count in cells.items():
        by_day[day][kind] += count
    first, last = hours.day(campaign.starts_at), hours.day(min(campaign.ends_at, clock.now()))
    wanted = {first + timedelta(days=n) for n in range((last - first).days + 1)} | set(by_day)
    for day in sorted(wanted):
        yield Day(day, by_day[day][SEEN], by_day[day][CLICKED])


def struck_from(subjects: list[str]) -> list[Struck]:
    """Two queries."""
    rows = StrikeLine.objects.filter(subject__in=subjects).values_list("strike_id", "kind")
    taken: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for strike, kind, count in rows.annotate(sum=Sum("count")).order_by():
        taken[strike][kind] += count
    found = Strike.objects.filter(pk__in=list(taken)).order_by("-at", "-pk")
    return [
        Struck(each, taken[each.pk][SEEN], taken[each.pk][CLICKED], bool(each.undone_at)) for each in found
    ]


def invoice(made: Report) -> list[Owed]:
    """What is owed for what was counted, never for more than was bought. House creatives owe nothing."""
    campaign = made.campaign
    if campaign.goal == Goal.HOUSE:
        return []
    if campaign.goal not in {Goal.IMPRESSIONS, Goal.CLICKS}:
        return [Owed(campaign.goal, 1, 1, campaign.price, campaign.price)]
    unit = THOUSAND if campaign.goal == Goal.IMPRESSIONS else 1
    billed = min(made.delivered, campaign.amount or 0)
    owed = None if campaign.price is None else (campaign.price * billed / unit).quantize(CENT, ROUND_HALF_UP)
    lines = [Owed(campaign.goal, billed, unit, campaign.price, owed)]
    if made.delivered > billed:
        lines.append(Owed("over", made.delivered - billed, unit, Decimal(0), Decimal(0).quantize(CENT)))
    return lines
