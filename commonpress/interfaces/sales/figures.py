"""The report of one campaign: for the owner, who may share it, and for whoever has the secret link."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commonpress.domain.members.guard import member_of, owners_only
from commonpress.domain.sponsors import access, share_report
from commonpress.domain.sponsors.counts import CLICKED, SEEN
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign, Slot, counted_as
from commonpress.domain.sponsors.report import Day, Report, invoice, report
from commonpress.engines.readership import chart, csv_out, hours
from commonpress.engines.readership.chart import Bar
from commonpress.engines.readership.csv_out import Cell
from commonpress.engines.site import options, private
from commonpress.engines.site.address import absolute
from commonpress.interfaces.sales import words


@require_safe
@owners_only
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.campaign_or_404(pk)
    made = report(found)
    if request.GET.get("format") == "csv":
        return as_file(made)
    links = found.report_links.filter(revoked_at=None).order_by("-pk")
    context = told(made) | {
        "creatives": found.creatives.select_related("picture").prefetch_related("placements").order_by("pk"),
        "links": [(link, absolute(f"/sponsors/report/{link.token}/")) for link in links],
    }
    return private.render(request, "sales/campaign.html", found.name, context)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The same figures for the sponsor, without an account, as long as the link holds; in the paper's language."""
    made = report(access.shared_or_404(token))
    if request.GET.get("format") == "csv":
        return secret(as_file(made))
    title = _("Report: %(name)s") % {"name": made.campaign.name}
    return secret(private.render(request, "sales/report.html", title, told(made)))


def secret(response: HttpResponse) -> HttpResponse:
    """Listed nowhere; a link that is followed does not tell where it stood."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def told(made: Report) -> dict[str, Any]:
    found = made.campaign
    lines = invoice(made)
    return {
        "campaign": found,
        "report": made,
        "goal": words.goal(found),
        "state": words.state(found),
        "from": words.first_day(found),
        "to": words.last_day(found),
        "impressions_chart": drawn(made.days, SEEN),
        "clicks_chart": drawn(made.days, CLICKED),
        "days": [(words.day(each.day), each) for each in reversed(made.days)],
        "invoice": [(words.owed(line), line) for line in lines],
        "sum": sum(line.sum or 0 for line in lines) if any(line.sum is not None for line in lines) else None,
        "contact": options.paper().contact,
    }


def drawn(days: Sequence[Day], kind: str) -> str:
    bars = [Bar(hours.first(each.day), each.impressions if kind == SEEN else each.clicks) for each in days]
    total = sum(bar.count for bar in bars)
    if kind == SEEN:
        said = ngettext("%(n)s impression in all.", "%(n)s impressions in all.", total)
        title = _("Impressions by day")
    else:
        said, title = ngettext("%(n)s click in all.", "%(n)s clicks in all.", total), _("Clicks by day")
    return chart.draw(bars, name=kind, title=title, words=said % {"n": words.whole(total)}) if bars else ""


def as_file(made: Report) -> HttpResponse:
    """One row for each day, creative and place, so that every figure of the report can be added up again."""
    header = [_("Day"), _("Creative"), _("Place"), _("Impressions"), _("Clicks")]
    return csv_out.answer(f"campaign-{made.campaign.pk}", header, rows(made))


def rows(made: Report) -> list[list[Cell]]:
    creatives = {line.creative.pk: line.creative for line in made.lines}
    return [
        [day.day.isoformat(), creative.headline, str(slot.label), *both]
        for day in made.days
        for creative in creatives.values()
        for slot in Slot
        if any(both := [made.cells[day.day, counted_as(creative.pk, slot), kind] for kind in (SEEN, CLICKED)])
    ]


@require_POST
@owners_only
def share(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.campaign_or_404(pk)
    try:
        share_report.share(found, by=member_of(request).subject)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Here is the link. Whoever has it sees the report until you revoke it."))
    return redirect_to(found)


@require_POST
@owners_only
def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    found = access.campaign_or_404(pk)
    if share_report.revoke(access.link_or_404(found, link), by=member_of(request).subject):
        messages.success(request, _("The link leads nowhere from now on."))
    return redirect_to(found)


def redirect_to(found: Campaign) -> HttpResponse:
    return redirect("sales-campaign", found.pk)
