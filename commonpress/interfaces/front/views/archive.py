from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from commonpress.domain.stories import access
from commonpress.domain.stories.models import Story
from commonpress.engines.edge.public import public
from commonpress.interfaces.front import frame
from commonpress.interfaces.front.views.lists import listing


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of one year, and the other years that have stories."""
    counted = months()
    here = [(day, count) for day, count in counted if day.year == year]
    if not here:
        raise Http404("nothing was published in that year")
    context = {
        "year": year,
        "months": [{"date": day, "url": month_url(day), "count": count} for day, count in here],
        "years": [
            {"year": y, "url": reverse("year", args=[y])} for y in sorted({day.year for day, _ in counted})
        ],
    }
    head = frame.Head(
        title=_("Archive %(year)s") % {"year": year}, path=reverse("year", args=[year]), feeds=()
    )
    return frame.render("front/archive.html", head, context, tags=["front"])


def months() -> list[tuple[date, int]]:
    """Months of the paper's zone that have stories, oldest first, with their number. One query."""
    rows = (
        Story.objects.filter(state=Story.State.PUBLISHED)
        .annotate(month=TruncMonth("published_at"))
        .values("month")
        .annotate(count=Count("pk"))
        .order_by("month")
    )
    return [(row["month"].date(), row["count"]) for row in rows]


def month_url(day: date) -> str:
    return reverse("month", args=[day.year, day.month])


@public(parameters=["before"])
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    zone = timezone.get_current_timezone()
    start = datetime(year, month, 1, tzinfo=zone)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    if not access.between(start, end).exists():
        raise Http404("nothing was published in that month")
    title = formats.date_format(start, "F Y")
    head = frame.Head(title=title, path=month_url(start.date()))
    context = {
        "kind": "month",
        "heading": title,
        "lede": "",
        "year_url": reverse("year", args=[year]),
        "year": year,
    }
    return listing(request, {"start": start, "end": end}, head, context, [f"archive:{year:04d}-{month:02d}"])
