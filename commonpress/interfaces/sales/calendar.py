"""What is booked when, place by place: eight weeks as a table whose cells are as long as the flights."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import owners_only
from commonpress.domain.sponsors import access
from commonpress.domain.sponsors.models import Campaign, Slot
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours
from commonpress.engines.site import private
from commonpress.interfaces.sales import words

WEEKS, WEEK = 8, 7
FARTHEST = 520  # weeks from now


class Bar(NamedTuple):
    """One flight in one row: days before it, days of it, days after it within the window."""

    campaign: Campaign
    before: int
    days: int
    after: int
    said: str


@require_safe
@owners_only
def calendar(request: HttpRequest) -> HttpResponse:
    """From the week ``?from=`` (weeks from this one) on."""
    number = weeks_asked(request)
    today = hours.day(clock.now())
    first = today - timedelta(days=today.weekday()) + timedelta(weeks=number)
    last = first + timedelta(days=WEEKS * WEEK)
    context = {
        "weeks": [words.day(first + timedelta(weeks=n)) for n in range(WEEKS)],
        "rows": rows(first, last),
        "earlier": number - WEEKS,
        "later": number + WEEKS,
        "columns": WEEKS * WEEK,
    }
    return private.render(request, "sales/calendar.html", _("What is booked"), context)


def weeks_asked(request: HttpRequest) -> int:
    try:
        return max(-FARTHEST, min(int(request.GET.get("from", "0")), FARTHEST))
    except ValueError:
        return 0


def rows(first: date, last: date) -> list[dict[str, Any]]:
    """Each place with its flights in the window. Two queries."""
    flying = access.campaigns().filter(
        ends_at__gt=hours.first(first), starts_at__lt=hours.first(last), stopped_at=None
    )
    found = list(flying.order_by("starts_at", "pk").prefetch_related("creatives__placements"))
    places = {
        each.pk: {placement.slot for one in each.creatives.all() for placement in one.placements.all()}
        for each in found
    }
    return [
        {"slot": slot.label, "bars": [bar(each, first, last) for each in found if slot in places[each.pk]]}
        for slot in Slot
    ]


def bar(campaign: Campaign, first: date, last: date) -> Bar:
    start = max(hours.day(campaign.starts_at), first)
    end = min(hours.day(campaign.ends_at - timedelta(microseconds=1)) + timedelta(days=1), last)
    days = max((end - start).days, 1)
    said = f"{words.first_day(campaign)} – {words.last_day(campaign)}, {words.goal(campaign)}"
    return Bar(campaign, (start - first).days, days, (last - start).days - days, said)
