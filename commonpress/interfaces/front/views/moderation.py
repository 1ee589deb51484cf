from typing import Any

from babel.dates import format_skeleton
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonpress.domain.members import rules
from commonpress.domain.stories import moderation as stories
from commonpress.domain.stories.moderation import Month
from commonpress.engines.edge.public import public
from commonpress.engines.lib import numbers
from commonpress.interfaces.front import frame

SECONDS = 900  # a figure may be a quarter of an hour old


@public
def moderation(request: HttpRequest) -> HttpResponse:
    """What the desk did with what people sent and flagged, in numbers. Four queries."""
    found = stories.told()
    context = {
        "months": [row(month) for month in found.months],
        "rules": [(rules.in_words(code), count) for code, count in found.rules],
    }
    head = frame.Head(
        title=_("How the desk decides"),
        path=reverse("moderation"),
        description=_("What was published, returned, declined and taken back, by month and by rule."),
    )
    return frame.render("front/moderation.html", head, context, tags=["moderation"], seconds=SECONDS)


def row(month: Month) -> dict[str, Any]:
    language = get_language() or "en"
    name = format_skeleton("yMMMM", month.start, locale=numbers.locale(language))
    counts = {name: month.counts[name] for name in COLUMNS}
    return {"name": name[:1].upper() + name[1:], "wait": wait(month.median_hours), **counts}


COLUMNS = (
    "by_editors",
    "on_trust",
    "returned",
    "declined",
    "spam",
    "taken_back",
    "flagged",
    "appeals",
    "granted",
)


def wait(hours: float | None) -> str:
    """As a person would say it: minutes, hours or days."""
    if hours is None:
        return "–"
    if hours < 1:
        return _("%(number)d min") % {"number": max(round(hours * 60), 1)}
    if hours < 48:
        return _("%(number)d h") % {"number": round(hours)}
    return _("%(number)d d") % {"number": round(hours / 24)}
