from datetime import date, datetime
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from commonpress.domain.stories import access
from commonpress.engines.edge.public import public
from commonpress.interfaces.front import frame
from commonpress.interfaces.front.views.lists import listing


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of one year, and the other years that have stories."""
    here = months(year)
    if not here:
        raise Http404("nothing was published in that year")
    context = {
        "year": year,
        "months": [{"date": day, "url": month_url(day), "count": count} for day, count in here],
        "years": [{"year": one, "url": reverse("year", args=[one])} for one in years()],
    }
    head = frame.Head(
        title=_("Archive %(year)s") % {"year": year}, path=reverse("year", args=[year]), feeds=()
    )
    return frame.render("front/archive.html", head, context, tags=["front"])


def months(year: int) -> list[tuple[date, int]]:
    """Months of a year that have stories, oldest first, with their number. Twelve queries along the index of lists."""
    starts = [beginning(year, month) for month in range(1, 14)]
    counted = [(start.date(), access.between(start, end).count()) for start, end in pairwise(starts)]
    return [(day, count) for day, count in counted if count]


def years() -> list[int]:
    """Years that have stories, oldest first. One query each: to count them all would be to go through all stories."""
    found: list[int] = []
    older = access.published()
    while newest := older.values_list("published_at", flat=True).first():
        found.append(timezone.localtime(newest).year)
        older = access.published().filter(published_at__lt=beginning(found[-1]))
    return found[::-1]


def beginning(year: int, month: int = 1) -> datetime:
    """Of a month, in the paper's zone; the thirteenth is the next year's first."""
    return datetime(year + month // 13, (month - 1) % 12 + 1, 1, tzinfo=timezone.get_current_timezone())


def month_url(day: date) -> str:
    return reverse("month", args=[day.year, day.month])


@public(parameters=["before"])
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    start, end = beginning(year, month), beginning(year, month + 1)
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
