"""Charts drawn on the server: an SVG a screen reader can name, in the paper's own type, as wide as it is given.

The bars live in an inner picture that is stretched; words stand outside of it in per cent, so that they keep their size
from a telephone to a desk. The numbers of the axis stand left of the picture, where ``static/tools/figures.css`` leaves as
much room as they have characters. No script and no inline style.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commonpress.engines.lib import amounts, numbers

TOP, HEIGHT, BELOW = 22, 150, 30  # pixels: room for the highest label, the bars, the labels under them
GAP_UNTIL = 120  # bars: with more there is no room between them
STEPS = (10, 12, 16, 20, 30, 40, 60, 80, 100)  # an axis ends at one of these times a power of ten
BASE = TOP + HEIGHT
WIDEST = 9  # characters of a number on the axis


@dataclass(frozen=True)
class Spread:
    """Quartiles of what comparable subjects had."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Bar:
    """One day or hour, with what comparable subjects had at that age when that is known."""

    at: datetime
    count: int
    spread: Spread | None = None


def draw(bars: Sequence[Bar], *, name: str, title: str, hourly: bool = False, words: str = "") -> SafeString:
    """The picture of ``bars`` (oldest first, at least one). ``name`` makes its ids unique on the page.

    ``words`` say what the picture shows when the bars are not views.
    """
    top = axis_end(highest(bars))
    return format_html(
        '<svg class="chart chart-axis-{9}" role="img" aria-labelledby="{0}-title {0}-words" width="100%" height="{1}">'
        '<title id="{0}-title">{2}</title><desc id="{0}-words">{3}</desc>{4}{5}{6}{7}{8}</svg>',
        name,
        BASE + BELOW,
        title,
        words or told(bars, hourly),
        rules(top),
        picture(bars, top),
        axis(top),
        below(bars, hourly),
        direct(bars, top, words or _("No views in this time.")),
        min(len(whole(top)), WIDEST),
    )


def highest(bars: Sequence[Bar]) -> float:
    return max(max(bar.count, bar.spread.high if bar.spread else 0) for bar in bars)


def axis_end(most: float) -> int:
    """The smallest round number that holds ``most``, 10 for an empty chart; even, so that its half is whole."""
    if most <= STEPS[0]:
        return STEPS[0]
    unit: int = 10 ** (len(str(ceil(most))) - 2)
    return next(step * unit for step in STEPS if step * unit >= most)


def told(bars: Sequence[Bar], hourly: bool) -> str:
    """The picture in words."""
    total = sum(bar.count for bar in bars)
    if not total:
        return _("No views in this time.")
    best = max(bars, key=lambda bar: bar.count)
    words = ngettext("%(n)s view in all.", "%(n)s views in all.", total) % {"n": whole(total)}
    most = _("The most: %(n)s, %(when)s.") % {"n": whole(best.count), "when": label(best.at, hourly)}
    return f"{words} {most}"


def rules(top: int) -> SafeString:
    """Three thin lines, behind the bars."""
    return format_html_join(
        "",
        '<line class="chart-rule" x1="0" x2="100%" y1="{0}" y2="{0}"/>',
        ((height_of(value, top),) for value in (top, top // 2)),
    ) + format_html('<line class="chart-base" x1="0" x2="100%" y1="{0}" y2="{0}"/>', BASE)


def axis(top: int) -> SafeString:
    """The numbers of the lines, left of the picture: upon it they stood over the first bar."""
    return format_html_join(
        "",
        '<text class="chart-word" x="-8" y="{}" text-anchor="end">{}</text>',
        ((height_of(value, top) + 4, whole(value)) for value in (top, top // 2, 0)),
    )


def height_of(value: float, top: int) -> int:
    return BASE - round(value / top * HEIGHT)


def picture(bars: Sequence[Bar], top: int) -> SafeString:
    """The stretched part. A bar is one unit wide, the axis ``HEIGHT`` units high."""
    return format_html(
        '<svg x="0" y="{}" width="100%" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" '
        'aria-hidden="true">{}<path class="chart-bars" d="{}"/>{}</svg>',
        TOP,
        HEIGHT,
        len(bars),
        HEIGHT,
        band(bars, top),
        "".join(columns(bars, top)),
        median(bars, top),
    )


def columns(bars: Sequence[Bar], top: int) -> Iterator[str]:
    """The bars as one path: 365 elements would weigh four times as much. What is not nothing can be seen."""
    side = 0.1 if len(bars) <= GAP_UNTIL else 0
    for place, bar in enumerate(bars):
        if bar.count:
            high = max(bar.count / top * HEIGHT, 1)
            yield f"M{place + side:g} {HEIGHT}V{HEIGHT - high:.1f}H{place + 1 - side:g}V{HEIGHT}Z"


def band(bars: Sequence[Bar], top: int) -> SafeString | str:
    """The ground between the quartiles, behind the bars."""
    parts = []
    for place, bar in enumerate(bars):
        if bar.spread:
            low, high = (HEIGHT - value / top * HEIGHT for value in (bar.spread.low, bar.spread.high))
            parts.append(f"M{place} {low:.1f}V{high:.1f}H{place + 1}V{low:.1f}Z")
    return format_html('<path class="chart-band" d="{}"/>', "".join(parts)) if parts else ""


def median(bars: Sequence[Bar], top: int) -> SafeString | str:
    """The steps of the median, before the bars; broken where it is not known."""
    path, drawn = "", False
    for place, bar in enumerate(bars):
        if bar.spread:
            y = HEIGHT - bar.spread.middle / top * HEIGHT
            path += f"{'V' if drawn else f'M{place} '}{y:.1f}H{place + 1}"
        drawn = bool(bar.spread)
    if not path:
        return ""
    line = '<path class="{}" vector-effect="non-scaling-stroke" d="{}"/>'
    # Twice: its ground in the paper's colour parts it from the bars.
    return format_html_join("", line, ((name, path) for name in ("chart-halo", "chart-median")))


def below(bars: Sequence[Bar], hourly: bool) -> SafeString:
    """First, middle and last moment; two more where there is room (the class says so)."""
    last = len(bars) - 1
    places = sorted({0, last // 4, last // 2, last * 3 // 4, last}) if last >= 8 else sorted({0, last})
    wide = {last // 4, last * 3 // 4} if last >= 8 else set()
    return format_html_join(
        "",
        '<text class="chart-word{}" x="{}%" y="{}" text-anchor="{}">{}</text>',
        (
            (
                " chart-word-wide" if place in wide else "",
                f"{across(place, len(bars)):g}",
                BASE + 20,
                anchor(place, last),
                label(bars[place].at, hourly),
            )
            for place in places
        ),
    )


def across(place: int, count: int) -> float:
    """Where the label of a bar stands, in per cent: the ends at the edges, the others under the bar's middle."""
    if count > 1 and place in (0, count - 1):
        return 0 if place == 0 else 100
    return round((place + 0.5) / count * 100, 2)


def anchor(place: int, last: int) -> str:
    if not last:
        return "middle"
    return {0: "start", last: "end"}.get(place, "middle")


def direct(bars: Sequence[Bar], top: int, words: str) -> SafeString | str:
    """The name of the median at the right end of its line, or the sentence of an empty chart."""
    if not any(bar.count for bar in bars) and not any(bar.spread for bar in bars):
        return format_html(
            '<text class="chart-word" x="50%" y="{}" text-anchor="middle">{}</text>', BASE - 40, words
        )
    known = [bar.spread for bar in bars if bar.spread]
    if not known:
        return ""
    y = max(height_of(known[-1].middle, top) - 6, TOP - 6)
    return format_html(
        '<text class="chart-word chart-word-median" x="100%" y="{}" text-anchor="end">{}</text>',
        y,
        _("median"),
    )


def label(at: datetime, hourly: bool) -> str:
    here = timezone.localtime(at)
    return numbers.time_short(here, tongue()) if hourly else amounts.day_short(here, tongue())


def whole(n: int) -> str:
    return amounts.whole(n, get_language() or "en")


def tongue() -> str:
    return amounts.regional(get_language() or "en", timezone.get_current_timezone_name())
