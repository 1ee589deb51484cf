"""What the screens of the studio and of the desk both show of stories' figures. The rooms choose whose."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from commonpress.domain.stories import figures as stories_figures
from commonpress.domain.stories.figures import Row
from commonpress.domain.stories.models import Story
from commonpress.engines.readership import figures, screen
from commonpress.engines.readership.chart import Bar
from commonpress.engines.readership.figures import Comparison
from commonpress.engines.readership.screen import Listing

Key = Callable[[Row], Any]
SORTS: dict[str, Key] = {
    "headline": lambda row: row.story.headline.casefold(),
    "published": lambda row: row.story.published_at,
    "views": lambda row: row.views,
    "total": lambda row: row.total,
}
USUAL = "-views"


def sort_of(request: HttpRequest) -> str:
    """A column's name, with "-" before it for the highest first."""
    asked = request.GET.get("sort", USUAL)
    return asked if asked.removeprefix("-") in SORTS else USUAL


def in_order(rows: Sequence[Row], sort: str) -> list[Row]:
    """Equals keep the order they came in."""
    return sorted(rows, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def columns(sort: str) -> list[dict[str, str]]:
    """The heads of the table: the words, what a click asks for, and how the column is sorted now."""
    labels = {
        "headline": _("Story"),
        "published": _("Published"),
        "views": _("Views"),
        "total": _("In all"),
    }
    return [{"name": name, "label": label, **clicked(name, sort)} for name, label in labels.items()]


def clicked(name: str, sort: str) -> dict[str, str]:
    if sort == f"-{name}":
        return {"next": name, "order": "descending"}
    if sort == name:
        return {"next": f"-{name}", "order": "ascending"}
    return {"next": name if name == "headline" else f"-{name}", "order": ""}


def listing_of_rows(rows: Sequence[Row]) -> Listing:
    header = [_("Story"), _("Section"), _("Published"), _("Address"), _("Views"), _("In all")]
    return Listing(
        "stories",
        header,
        [
            [
                row.story.headline,
                row.story.section.label,
                day_of(row.story),
                row.story.get_absolute_url(),
                row.views,
                row.total,
            ]
            for row in rows
        ],
    )


def day_of(story: Story) -> str:
    return timezone.localtime(story.published_at).date().isoformat() if story.published_at else ""


class StoryFigures:
    """One story's figures over a period. Ten queries at most, when all of it is asked for."""

    def __init__(self, story: Story, period: str) -> None:
        self.story, self.period = story, period
        self.of = [story.subject]
        self.window = figures.window(period)
        self.year = figures.series(figures.window("365"), self.of)
        self.comparison = stories_figures.compared(story)
        self.bars = self.with_spread(screen.shown_series(self.of, period, self.year))

    def with_spread(self, bars: list[Bar]) -> list[Bar]:
        """To each day what comparable stories had at that age."""
        if self.comparison is None or self.period == "today" or self.story.published_at is None:
            return bars
        born = timezone.localtime(self.story.published_at).date()
        known = dict(enumerate(self.comparison.daily))
        ages = [(timezone.localtime(bar.at).date() - born).days for bar in bars]
        return [replace(bar, spread=known.get(age)) for bar, age in zip(bars, ages, strict=True)]

    def files(self) -> dict[str, Callable[[], Listing]]:
        number = self.story.pk
        return {
            "views": lambda: screen.listing_of_bars(f"story-{number}-views", self.bars),
            "referrers": lambda: screen.listing_of_parts(
                f"story-{number}-referrers",
                _("Came from"),
                figures.by_referrer(self.window, self.of),
                screen.referrer_name,
            ),
            "browsers": lambda: screen.listing_of_parts(
                f"story-{number}-browsers",
                _("Read with"),
                figures.by_agent(self.window, self.of),
                screen.agent_name,
            ),
        }

    def context(self) -> dict[str, Any]:
        """What ``figures/story.html`` shows."""
        referrers = figures.by_referrer(self.window, self.of)
        agents = figures.by_agent(self.window, self.of)
        return {
            "story": self.story,
            "period": self.period,
            "periods": screen.periods(figures.sums(self.year)),
            "total": figures.all_time(self.of).get(self.story.subject, 0),
            "chart": screen.picture(self.bars, self.period, _("Views of “%s”") % self.story.headline),
            "comparison": self.comparison,
            "compared": self.compared_in_words(self.comparison),
            "referrers": screen.lines(referrers, screen.referrer_name),
            "agents": screen.lines(agents, screen.agent_name),
        }

    def compared_in_words(self, found: Comparison | None) -> list[tuple[str, float]]:
        """The figures of the comparison, as (words, number); none when there is nothing to compare."""
        if found is None or found.spread is None:
            return []
        return [
            (_("This story"), found.own),
            (_("Median of comparable stories"), found.spread.middle),
            (_("A quarter of them had at most"), found.spread.low),
            (_("A quarter of them had at least"), found.spread.high),
        ]
