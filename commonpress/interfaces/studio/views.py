from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.stories import access, figures_screen
from commonpress.domain.stories import figures as stories_figures
from commonpress.engines.readership import figures as readership
from commonpress.engines.readership import screen
from commonpress.engines.site import private

ON_A_PAGE = 50


@require_safe
@members_only
def figures(request: HttpRequest) -> HttpResponse:
    """A contributor's own stories, with their views over a period and in all."""
    period, sort = screen.period_of(request), figures_screen.sort_of(request)
    stories = stories_figures.own(member_of(request))
    rows = figures_screen.in_order(stories_figures.rows(stories, readership.window(period)), sort)
    subjects = [story.subject for story in stories]
    year = readership.series(readership.window("365"), subjects)
    bars = screen.shown_series(subjects, period, year)
    files = {
        "stories": lambda: figures_screen.listing_of_rows(rows),
        "views": lambda: screen.listing_of_bars("views", bars),
    }
    if file := screen.file_asked(request, files):
        return file
    context = {
        "period": period,
        "periods": screen.periods(readership.sums(year)),
        "total": sum(row.total for row in rows),
        "chart": screen.picture(bars, period, _("Views of my stories")),
        "columns": figures_screen.columns(sort),
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "story_view": "studio-story",
    }
    return private.render(request, "studio/figures.html", _("My figures"), context)


@require_safe
@members_only
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story of one's own."""
    own = access.own_story_or_404(member_of(request), pk)
    found = figures_screen.StoryFigures(own, screen.period_of(request))
    if file := screen.file_asked(request, found.files()):
        return file
    back = {"back_view": "studio-figures", "back": _("My figures")}
    return private.render(request, "figures/story.html", own.headline, found.context() | back)
