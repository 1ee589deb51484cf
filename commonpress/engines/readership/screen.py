"""What a screen of figures shows of any subjects: periods to choose from, a chart with its table, breakdowns, files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonpress.engines.readership import chart, csv_out, figures
from commonpress.engines.readership.chart import Bar
from commonpress.engines.readership.csv_out import Cell
from commonpress.engines.readership.figures import Of, Part

LABELS: Mapping[str, Promise | str] = {
    "today": gettext_lazy("Today"),
    "7": gettext_lazy("7 days"),
    "30": gettext_lazy("30 days"),
    "365": gettext_lazy("365 days"),
}
USUAL = "7"
BROWSERS = {
    "edge": "Edge",
    "opera": "Opera",
    "samsung": "Samsung Internet",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
}
MACHINES = {
    "desktop": gettext_lazy("computer"),
    "mobile": gettext_lazy("phone"),
    "tablet": gettext_lazy("tablet"),
}


@dataclass(frozen=True)
class Listing:
    """One list as a file: its name in ASCII, its first row, the others."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Line:
    """One line of a breakdown as shown; ``share`` is of the whole, 0 to 1."""

    name: str
    count: int
    share: float


def period_of(request: HttpRequest) -> str:
    """The period asked for; the usual one for anything else."""
    asked = request.GET.get("period", USUAL)
    return asked if asked in figures.PERIODS else USUAL


def periods(sums: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """All periods as choices, with their sums where these are known."""
    return [{"name": name, "label": label, "sum": (sums or {}).get(name)} for name, label in LABELS.items()]


def shown_series(of: Of, period: str, year: Sequence[Bar] | None = None) -> list[Bar]:
    """The bars of a period; taken from the series of the year when that is at hand. At most one query."""
    if year is not None and period != "today":
        return list(year[-figures.PERIODS[period] :])
    return figures.series(figures.window(period), of)


def picture(bars: Sequence[Bar], period: str, title: str) -> dict[str, Any]:
    """The chart, and the table that says the same."""
    hourly = period == "today"
    drawn: SafeString = chart.draw(bars, name="views", title=title, hourly=hourly)
    lines = [{"when": when(bar, hourly), "count": bar.count, "spread": bar.spread} for bar in bars]
    return {"svg": drawn, "lines": lines, "has_spread": any(bar.spread for bar in bars), "hourly": hourly}


def when(bar: Bar, hourly: bool) -> str:
    return chart.label(bar.at, hourly)


def lines(parts: Sequence[Part], named: Callable[[str], str]) -> list[Line]:
    """The first lines of a breakdown, and the rest as one."""
    whole = sum(part.count for part in parts) or 1
    shown, rest = figures.first_and_rest(parts)
    found = [Line(named(part.name), part.count, part.count / whole) for part in shown]
    return [*found, Line(_("all others"), rest, rest / whole)] if rest else found


def referrer_name(host: str) -> str:
    """The rule of the counting: empty is none or the paper itself, "other" what came after the first forty of an hour."""
    return {"": _("straight, or from the paper itself"), "other": _("sites not told apart")}.get(host, host)


def agent_name(agent: str) -> str:
    """A class of browsers in words: "Chrome, phone"."""
    browser, _dash, machine = agent.partition("-")
    if browser not in BROWSERS:
        return _("other browsers")
    kind = MACHINES.get(machine)
    return (
        _("%(browser)s, %(machine)s") % {"browser": BROWSERS[browser], "machine": kind}
        if kind
        else BROWSERS[browser]
    )


def language() -> str:
    return get_language() or "en"


def listing_of_bars(name: str, bars: Sequence[Bar]) -> Listing:
    header = [_("Begins"), _("Views"), _("Lower quartile"), _("Median"), _("Upper quartile")]
    return Listing(name, header, [[moment(bar), bar.count, *quartiles(bar)] for bar in bars])


def moment(bar: Bar) -> str:
    return timezone.localtime(bar.at).isoformat(timespec="minutes")


def quartiles(bar: Bar) -> list[Cell]:
    if bar.spread is None:
        return ["", "", ""]
    return [f"{value:g}" for value in (bar.spread.low, bar.spread.middle, bar.spread.high)]


def listing_of_parts(name: str, label: str, parts: Sequence[Part], named: Callable[[str], str]) -> Listing:
    return Listing(name, [label, _("Views")], [[named(part.name), part.count] for part in parts])


def file_asked(request: HttpRequest, makers: Mapping[str, Callable[[], Listing]]) -> HttpResponse | None:
    """The list asked for with ``?format=csv&list=<name>`` as a file; the first of ``makers`` when it is not named."""
    if request.GET.get("format") != "csv":
        return None
    make = makers.get(request.GET.get("list", "")) or next(iter(makers.values()))
    listing = make()
    return csv_out.answer(listing.name, listing.header, listing.rows)
