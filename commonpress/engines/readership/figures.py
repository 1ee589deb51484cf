"""Counted views as figures: per subject, day, referrer and agent class, over a period of the paper's days.

Everything is read from ``Hourly``, so what was struck out is in no figure. ``of`` names the subjects meant: a list of
them, or the family of all ("story" for every "story:…"). Each function costs one query.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import quantiles
from typing import TypeVar

from django.db.models import Min, Model, QuerySet, Sum

from commonpress.engines.lib import clock
from commonpress.engines.readership import hours
from commonpress.engines.readership.chart import Bar, Spread
from commonpress.engines.readership.models import Hourly, Kind, Tally

PERIODS = {"today": 1, "7": 7, "30": 30, "365": 365}  # days, today included
REFERRERS_SHOWN = 20
ENOUGH = 5  # subjects; a median of fewer says more of chance than of them
LONGEST_LIFE = 365  # days of a subject's life that are compared
HOUR = timedelta(hours=1)

Of = str | Collection[str]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Window:
    """From a moment to before another; from ``window`` they begin days. ``hourly``: shown by the hour."""

    start: datetime
    end: datetime
    hourly: bool = False


@dataclass(frozen=True)
class Part:
    """One line of a breakdown."""

    name: str
    count: int


@dataclass(frozen=True)
class Life:
    """A subject and when its readers could first see it."""

    subject: str
    start: datetime


@dataclass(frozen=True)
class Comparison:
    """What a subject had in its first ``age`` whole days, and what ``number`` others had in as many of theirs.

    ``spread`` is None when fewer than ``ENOUGH`` of them are old enough. ``daily`` has their spread of each day of life.
    """

    age: int
    own: int
    number: int
    spread: Spread | None
    daily: list[Spread | None]


def window(period: str) -> Window:
    """The period of that name, today included. Raises ``KeyError`` for a name not in ``PERIODS``."""
    days, last = PERIODS[period], today()
    return Window(
        hours.first(last - timedelta(days=days - 1)), hours.first(last + timedelta(days=1)), days == 1
    )


def today() -> date:
    """The paper's day."""
    return hours.day(clock.now())


def counted(window: Window, of: Of) -> QuerySet[Hourly]:
    """The rows of a window. All figures start here."""
    rows = Hourly.objects.filter(kind=Kind.SEEN, hour__gte=window.start, hour__lt=window.end, count__gt=0)
    return meant(rows, of)


def meant(rows: QuerySet[M], of: Of) -> QuerySet[M]:
    if isinstance(of, str):
        return rows.filter(subject__startswith=f"{of}:")
    return rows.filter(subject__in=of)


def totals(window: Window, of: Of) -> dict[str, int]:
    """Views by subject; those without any are missing."""
    return dict(counted(window, of).values_list("subject").annotate(sum=Sum("count")))


def all_time(of: Of) -> dict[str, int]:
    """Views by subject since ever, those included that were brought from another system."""
    return dict(meant(Tally.objects.filter(kind=Kind.SEEN, total__gt=0), of).values_list("subject", "total"))


def leading(window: Window, of: Of, most: int) -> list[Part]:
    """The subjects with the most views, the first one first; equals in the order of their names."""
    rows = counted(window, of).values_list("subject").annotate(sum=Sum("count"))
    return [Part(*row) for row in rows.order_by("-sum", "subject")[:most]]


def series(window: Window, of: Of) -> list[Bar]:
    """Views of each day of the window, or each hour when it is ``hourly``, oldest first and without a gap."""
    rows = counted(window, of).values_list("hour").annotate(sum=Sum("count"))
    moments = each_hour(window) if window.hourly else each_day(window)
    counts: dict[datetime, int] = dict.fromkeys(moments, 0)
    for hour, count in rows:
        at = hour if window.hourly else hours.first(hours.day(hour))
        counts[at] = counts.get(at, 0) + count
    return [Bar(at, counts[at]) for at in sorted(counts)]


def sums(year: Sequence[Bar]) -> dict[str, int]:
    """The views of every period, out of the series of the longest."""
    return {period: sum(bar.count for bar in year[-days:]) for period, days in PERIODS.items()}


def each_day(window: Window) -> Iterator[datetime]:
    first = hours.day(window.start)
    for number in range((hours.day(window.end) - first).days):
        yield hours.first(first + timedelta(days=number))


def each_hour(window: Window) -> Iterator[datetime]:
    """In UTC, because a day on which the clocks change has 23 hours or 25."""
    at = window.start.astimezone(UTC)
    while at < window.end:
        yield at
        at += HOUR


def by_referrer(window: Window, of: Of) -> list[Part]:
    """The hosts that sent the most; the name is empty for readers who came straight or from the paper itself."""
    return parts(counted(window, of), "referrer")


def by_agent(window: Window, of: Of) -> list[Part]:
    """The classes of browsers, the commonest first."""
    return parts(counted(window, of), "agent")


def parts(rows: QuerySet[Hourly], name: str) -> list[Part]:
    return [Part(*row) for row in rows.values_list(name).annotate(sum=Sum("count")).order_by("-sum", name)]


def first_and_rest(found: Sequence[Part], shown: int = REFERRERS_SHOWN) -> tuple[list[Part], int]:
    """The first ``shown`` lines, and the sum of all others."""
    return list(found[:shown]), sum(part.count for part in found[shown:])


def counting_since() -> datetime | None:
    """The first hour anything was counted in; what came from elsewhere has no hours."""
    since: datetime | None = Hourly.objects.aggregate(first=Min("hour"))["first"]
    return since


def comparable(life: Life, others: Iterable[Life]) -> Comparison | None:
    """A subject beside others at the same age, in whole days that are over. Two queries.

    None on a subject's first day, and for one that was there before counting began: its first days are not known.
    Others of which that is true are left out.
    """
    since, last = counting_since(), today()
    age = min((last - hours.day(life.start)).days, LONGEST_LIFE)
    if not since or age < 1 or hours.day(life.start) < hours.day(since):
        return None
    known = [other for other in others if hours.day(other.start) >= hours.day(since)]
    lived = daily_lives([life, *known], last)
    own, rest = lived[0], lived[1:]
    grown = [sum(days[:age]) for days in rest if len(days) >= age]
    return Comparison(age, sum(own[:age]), len(grown), spread(grown), daily_spread(rest, len(own)))


def daily_lives(lives: Sequence[Life], last: date) -> list[list[int]]:
    """The views of each whole day of these lives, up to the day before ``last``. One query."""
    born = {life.subject: hours.day(life.start) for life in lives}
    found = {
        life.subject: [0] * max(min((last - born[life.subject]).days, LONGEST_LIFE), 0) for life in lives
    }
    every = Window(hours.first(min(born.values())), hours.first(last))
    day = Days()
    for subject, hour, count in (
        counted(every, list(born)).values_list("subject", "hour").annotate(Sum("count"))
    ):
        place = (day[hour] - born[subject]).days
        if 0 <= place < len(found[subject]):
            found[subject][place] += count
    return [found[life.subject] for life in lives]


class Days(defaultdict[datetime, date]):
    """The day of an hour, worked out once: fifty lives share their hours."""

    def __missing__(self, hour: datetime) -> date:
        self[hour] = hours.day(hour)
        return self[hour]


def daily_spread(lived: Sequence[Sequence[int]], age: int) -> list[Spread | None]:
    return [spread([days[place] for days in lived if len(days) > place]) for place in range(age)]


def spread(counts: Sequence[int]) -> Spread | None:
    """The quartiles, by linear interpolation between the values (Hyndman and Fan's type 7)."""
    return Spread(*quantiles(counts, n=4, method="inclusive")) if len(counts) >= ENOUGH else None
