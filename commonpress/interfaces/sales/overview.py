"""All campaigns at a glance, the names of sponsors, and what stands in empty slots."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonpress.domain.members.guard import member_of, owners_only
from commonpress.domain.sponsors import access, counts
from commonpress.domain.sponsors.book import rename
from commonpress.domain.sponsors.counts import CLICKED, SEEN
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign
from commonpress.engines.site import options, private
from commonpress.interfaces.sales import words
from commonpress.interfaces.sales.forms import SponsorForm

ON_A_PAGE = 50


@require_safe
@owners_only
def overview(request: HttpRequest) -> HttpResponse:
    page = Paginator(access.campaigns(), ON_A_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    had = counts.totals(counts.subjects_of(each.pk for each in found))
    context = {
        "page": page,
        "lines": [line_of(each, had[each.pk][SEEN], had[each.pk][CLICKED]) for each in found],
        "shows_house": options.paper().house_in_empty_slots,
    }
    return private.render(request, "sales/overview.html", _("Sponsors"), context)


def line_of(campaign: Campaign, impressions: int, clicks: int) -> dict[str, Any]:
    goal = campaign.goal
    had = {Campaign.Goal.IMPRESSIONS.value: impressions, Campaign.Goal.CLICKS.value: clicks}.get(goal)
    return {
        "campaign": campaign,
        "goal": words.goal(campaign),
        "state": words.state(campaign),
        "from": words.first_day(campaign),
        "to": words.last_day(campaign),
        "impressions": impressions,
        "clicks": clicks,
        "share": None if had is None else min(1.0, had / (campaign.amount or 1)),
    }


@require_POST
@owners_only
def house(request: HttpRequest) -> HttpResponse:
    """Whether the paper's own creatives stand where no sponsor does."""
    options.change(
        {"house_in_empty_slots": request.POST.get("house") == "yes"}, by=member_of(request).subject
    )
    messages.success(request, _("Saved."))
    return redirect("sales")


@require_http_methods(["GET", "HEAD", "POST"])
@owners_only
def sponsor(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.sponsor_or_404(pk)
    form = SponsorForm(request.POST or None, initial={"name": found.name, "address": found.address})
    if form.is_valid():
        try:
            rename(
                found, form.cleaned_data["name"], form.cleaned_data["address"], by=member_of(request).subject
            )
        except Refused as refused:
            form.refuse(refused.fields)
        else:
            messages.success(request, _("Saved."))
            return redirect("sales")
    return private.render(request, "sales/sponsor.html", found.name, {"form": form, "sponsor": found})
