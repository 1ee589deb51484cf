from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import editors_only
from commonpress.domain.stories import access, figures_screen
from commonpress.domain.stories import figures as stories_figures
from commonpress.domain.stories.figures import FAMILY, Sum
from commonpress.engines.readership import closed, screen
from commonpress.engines.readership.models import MostRead
from commonpress.engines.readership.screen import Listing
from commonpress.engines.site import private

STORIES_SHOWN = 50  # of a period; the file has all
WAYS = {
    "story": gettext_lazy("By story"),
    "author": gettext_lazy("By author"),
    "section": gettext_lazy("By section"),
    "referrer": gettext_lazy("By referrer"),
}


@require_safe
@editors_only
def figures(request: HttpRequest) -> HttpResponse:
    """The whole paper over a period, told by story, author, section or referrer."""
    period, way = screen.period_of(request), way_of(request)
    if file := screen.file_asked(request, files(way, period)):
        return file
    bars = closed.series(period, FAMILY)
    context = {
        "period": period,
        "periods": screen.periods({period: sum(bar.count for bar in bars)}),
        "chart": screen.picture(bars, period, _("Views of the whole paper")),
        "way": way,
        "ways": [{"name": name, "label": label} for name, label in WAYS.items()],
        "most_read": [(span, span.label, stories_figures.ranked(span)) for span in MostRead.Span],
        "story_view": "desk-story",
        **KINDS[way](period),
    }
    return private.render(request, "desk/figures.html", _("All figures"), context)


def way_of(request: HttpRequest) -> str:
    asked = request.GET.get("by", "story")
    return asked if asked in WAYS else "story"


def stories(period: str) -> dict[str, Any]:
    views = closed.totals(period, FAMILY)
    return {"rows": stories_figures.top(views, STORIES_SHOWN), "more": max(len(views) - STORIES_SHOWN, 0)}


def authors(period: str) -> dict[str, Any]:
    return {"sums": stories_figures.by_author(closed.totals(period, FAMILY)), "head": _("Author")}


def sections(period: str) -> dict[str, Any]:
    return {"sums": stories_figures.by_section(closed.totals(period, FAMILY)), "head": _("Section")}


def referrers(period: str) -> dict[str, Any]:
    parts = closed.referrers(period, FAMILY)
    return {"lines": screen.lines(parts, screen.referrer_name), "head": _("Came from")}


KINDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "story": stories,
    "author": authors,
    "section": sections,
    "referrer": referrers,
}


def files(way: str, period: str) -> dict[str, Callable[[], Listing]]:
    """All lists of the screen as files; the one that is shown comes first."""
    most = {f"most-read-{span}": lambda span=span: most_read(span) for span in MostRead.Span}
    return {
        "list": lambda: LISTINGS[way](period),
        "views": lambda: screen.listing_of_bars("views", closed.series(period, FAMILY)),
        **most,
    }


def listing_of_stories(period: str) -> Listing:
    return figures_screen.listing_of_rows(stories_figures.top(closed.totals(period, FAMILY)))


def listing_of_sums(name: str, head: str, sums: list[Sum]) -> Listing:
    header = [head, _("Stories read"), _("Views")]
    return Listing(name, header, [[str(row.of), row.stories, row.views] for row in sums])


def most_read(span: MostRead.Span) -> Listing:
    return figures_screen.listing_of_rows(stories_figures.ranked(span))


LISTINGS: dict[str, Callable[[str], Listing]] = {
    "story": listing_of_stories,
    "author": lambda period: listing_of_sums("authors", _("Author"), authors(period)["sums"]),
    "section": lambda period: listing_of_sums("sections", _("Section"), sections(period)["sums"]),
    "referrer": lambda period: screen.listing_of_parts(
        "referrers", _("Came from"), closed.referrers(period, FAMILY), screen.referrer_name
    ),
}


@require_safe
@editors_only
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Any story, as its author sees it."""
    found = figures_screen.StoryFigures(access.any_story_or_404(pk), screen.period_of(request))
    if file := screen.file_asked(request, found.files()):
        return file
    back = {"back_view": "desk-figures", "back": _("All figures"), "strike_view": "desk-strikes"}
    return private.render(request, "figures/story.html", found.story.headline, found.context() | back)
