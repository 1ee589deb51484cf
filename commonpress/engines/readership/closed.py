"""Figures of a whole family over a long period, quick on a paper with millions of counted hours.

All but the last two days of a period are kept once summed: no reader is counted into them any more, so only a strike or
its undoing makes them anew. The last two days are read as they stand. Short periods are always read as they stand.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db.models import Count, Max, Sum

from commonpress.engines.events import readers
from commonpress.engines.readership import figures, hours, most
from commonpress.engines.readership.chart import Bar
from commonpress.engines.readership.figures import Part, Window
from commonpress.engines.readership.models import Closed, Strike

LONG = ("30", "365")  # the periods worth keeping
OPEN_DAYS = 2  # today, and yesterday, whose last views may have been stored after midnight
EVERY_SECONDS = 60
_last: list[float] = []

Counts = Mapping[str, int]
Measure = Callable[[Window, str], Counts]


def by_referrer(window: Window, family: str) -> Counts:
    return {part.name: part.count for part in figures.by_referrer(window, family)}


def by_day(window: Window, family: str) -> Counts:
    """By day of the paper, written as in ISO 8601. Unlike ``figures.series`` it leaves out empty days."""
    found: Counter[str] = Counter()
    for hour, count in figures.counted(window, family).values_list("hour").annotate(Sum("count")):
        found[hours.day(hour).isoformat()] += count
    return found


MEASURES: dict[str, Measure] = {"subjects": figures.totals, "referrers": by_referrer, "days": by_day}


def totals(period: str, family: str) -> Counts:
    """Views by subject. One query for a short period, three for a long one."""
    return counts("subjects", period, family)


def referrers(period: str, family: str) -> list[Part]:
    """As ``figures.by_referrer``."""
    found = counts("referrers", period, family)
    return [Part(*pair) for pair in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]


def series(period: str, family: str) -> list[Bar]:
    """As ``figures.series``."""
    window = figures.window(period)
    if period not in LONG:
        return figures.series(window, family)
    found = counts("days", period, family)
    return [Bar(at, found.get(hours.day(at).isoformat(), 0)) for at in figures.each_day(window)]


def counts(measure: str, period: str, family: str) -> Counts:
    window = figures.window(period)
    if period not in LONG:
        return MEASURES[measure](window, family)
    late = MEASURES[measure](Window(closed_days(period).end, window.end), family)
    whole = dict(kept(measure, period, family))
    for name, count in late.items():
        whole[name] = whole.get(name, 0) + count
    return whole


def kept(measure: str, period: str, family: str) -> Counts:
    """The closed days of a period, made anew when it is another day or something was struck out."""
    made_of = ingredients(period)
    which = {"measure": measure, "period": period, "family": family}
    found = Closed.objects.filter(**which, made_of=made_of).values_list("counts", flat=True).first()
    return make(measure, period, family, made_of) if found is None else found


def make(measure: str, period: str, family: str, made_of: str) -> Counts:
    closed = closed_days(period)
    made = dict(MEASURES[measure](closed, family))
    Closed.objects.update_or_create(
        measure=measure, period=period, family=family, defaults={"made_of": made_of, "counts": made}
    )
    return made


def closed_days(period: str) -> Window:
    """All days of the period but the open ones."""
    window = figures.window(period)
    return Window(window.start, hours.first(figures.today() - timedelta(days=OPEN_DAYS - 1)))


def ingredients(period: str) -> str:
    """What the sum is made from; another value makes it anew."""
    closed = closed_days(period)
    strikes = Strike.objects.aggregate(last=Max("pk"), undone=Count("undone_at"))
    return f"{closed.start:%Y-%m-%dT%H:%M} {closed.end:%Y-%m-%dT%H:%M} {strikes['last']} {strikes['undone']}"


def register() -> None:
    """Let the worker make the sums before an editor asks for them."""
    readers.follower("closed-days")(follow)


def follow() -> bool:
    """Make one sum that is old, if any; once a minute, and on without a pause while there are more."""
    if _last and time.monotonic() - _last[-1] < EVERY_SECONDS:
        return False
    if make_one():
        return True
    _last[:] = [time.monotonic()]
    return False


def make_one() -> bool:
    fresh = set(
        Closed.objects.filter(made_of__in=[ingredients(period) for period in LONG]).values_list(
            "measure", "period", "family"
        )
    )
    for family in most.families():
        for period in LONG:
            for measure in MEASURES:
                if (measure, period, family) not in fresh:
                    make(measure, period, family, ingredients(period))
                    return True
    return False
