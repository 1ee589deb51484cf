"""How many impressions a flight may expect, from the last 28 days: what pages were seen, how often a slot on them was.

A day is expected to be as the mean of its weekday was: four values each. What others booked goes off. It knows no holiday
and no story that everybody reads; ``held_out`` says how far it was off last week.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commonpress.domain.sponsors import counts
from commonpress.domain.sponsors.counts import SEEN
from commonpress.domain.sponsors.models import Campaign, Creative, Slot, counted_as
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours

DAYS = 28
WEEK = 7
Views = Mapping[date, float]
# Of a hundred readers of a story so many come as far, before a paper has its own figures.
USUAL = {Slot.AFTER_STORY: 0.5, Slot.AFTER_SEARCH: 0.45, Slot.AFTER_READ_MORE: 0.35}


@dataclass(frozen=True)
class Forecast:
    """``expected`` and ``available`` are None where nothing was counted yet. ``error`` is of last week, 0.06 for 6 %."""

    expected: int | None
    available: int | None
    error: float | None
    is_guessed: bool  # the slot has no history; the usual share of readers is taken


def days_back(last: date, number: int = DAYS) -> list[date]:
    """The ``number`` whole days before ``last``."""
    return [last - timedelta(days=n) for n in range(number, 0, -1)]


def expected(views: Views, days: Iterable[date], last: date) -> float | None:
    """What ``days`` may expect by the 28 days before ``last``; nothing when none of these had any."""
    known = [day for day in days_back(last) if day in views]
    if not any(views[day] for day in known):
        return None
    whole = sum(views[day] for day in known) / len(known)
    means = {}
    for weekday in range(WEEK):
        same = [views[day] for day in known if day.weekday() == weekday]
        means[weekday] = sum(same) / len(same) if same else whole
    return sum(means[day.weekday()] for day in days)


def held_out(views: Views, last: date) -> float | None:
    """How far off the forecast of the week before ``last`` would have been, by the 28 days before that week."""
    week = days_back(last, WEEK)
    if any(day not in views for day in days_back(last, DAYS + WEEK)):
        return None
    told, was = expected(views, week, week[0]), sum(views[day] for day in week)
    return abs(told - was) / was if told is not None and was else None


def forecast(
    slot: Slot, page_views: Views, start: datetime, end: datetime, *, but: Campaign | None = None
) -> Forecast:
    """Of one slot for a flight. ``page_views`` are of the pages that bear it, by day; empty where they are not counted."""
    last = hours.day(clock.now())
    seen = impressions_of(slot)
    views, is_guessed = in_the_slot(slot, page_views, seen, last)
    days = days_of(start, end)
    found = expected(views, days, last)
    if found is None:
        return Forecast(None, None, None, is_guessed)
    left = found * (1 - shares_in(slot, start, end, but)) - booked_in(slot, start, end, but)
    return Forecast(round(found), max(0, round(left)), held_out(views, last), is_guessed)


def in_the_slot(slot: Slot, page_views: Views, seen: Views, last: date) -> tuple[Views, bool]:
    """Impressions by day as they would be were the slot never empty."""
    recent = days_back(last)
    filled = [day for day in recent if seen.get(day) and page_views.get(day)]
    if not page_views:
        return seen, False
    if not filled:
        return {day: views * USUAL.get(slot, 0) for day, views in page_views.items()}, True
    rate = min(1.0, sum(seen[day] for day in filled) / sum(page_views[day] for day in filled))
    return {day: views * rate for day, views in page_views.items()}, False


def impressions_of(slot: Slot) -> Views:
    """What was counted in a slot, by day, of every creative there ever was. Two queries."""
    subjects = [counted_as(pk, slot) for pk in Creative.objects.values_list("pk", flat=True)]
    found: dict[date, float] = {}
    for (day, _subject, kind), count in counts.daily(subjects).items():
        if kind == SEEN:
            found[day] = found.get(day, 0) + count
    return found


def days_of(start: datetime, end: datetime) -> list[date]:
    """The paper's days a flight touches; one that ends at midnight does not touch the day that begins then."""
    first, last = hours.day(start), hours.day(end - timedelta(microseconds=1))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def others(slot: Slot, start: datetime, end: datetime, but: Campaign | None) -> Sequence[Campaign]:
    rows = Campaign.objects.filter(
        creatives__placements__slot=slot, starts_at__lt=end, ends_at__gt=start, stopped_at=None
    ).distinct()
    return list(rows.exclude(pk=but.pk) if but else rows)


def booked_in(slot: Slot, start: datetime, end: datetime, but: Campaign | None) -> float:
    """Impressions promised to others in this slot and time: their even part of what they bought, over their slots."""
    sold = 0.0
    for each in others(slot, start, end, but):
        if each.goal == Campaign.Goal.IMPRESSIONS and not each.delivered_at:
            slots = set(each.creatives.values_list("placements__slot", flat=True)) - {None}
            common = min(end, each.ends_at) - max(start, each.starts_at)
            sold += (each.amount or 0) * (common / (each.ends_at - each.starts_at)) / max(len(slots), 1)
    return sold


def shares_in(slot: Slot, start: datetime, end: datetime, but: Campaign | None) -> float:
    """The part of the time that is promised to shares of voice, 0 to 1."""
    held = 0.0
    for each in others(slot, start, end, but):
        if each.goal == Campaign.Goal.SHARE:
            held += (
                (each.amount or 0)
                / 100
                * ((min(end, each.ends_at) - max(start, each.starts_at)) / (end - start))
            )
    return min(1.0, held)
