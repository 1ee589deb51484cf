"""A campaign booked on one screen, with what it may expect; changed, stopped and taken up again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonpress.domain.members.guard import member_of, owners_only
from commonpress.domain.sponsors import access
from commonpress.domain.sponsors import book as booked
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign
from commonpress.engines.site import options, private
from commonpress.interfaces.sales import forms, inventory
from commonpress.interfaces.sales.forms import BookForm, FlightForm

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@owners_only
def book(request: HttpRequest) -> HttpResponse:
    """Sent with ``do=forecast`` it says what may be expected and books nothing."""
    begin = forms.usual() | {"language": options.paper().language}
    form = BookForm(request.POST or None, request.FILES or None, initial=begin)
    form.sent_by = member_of(request).subject
    told: list[Any] = []
    short: dict[str, int] | None = None
    if form.is_valid():
        flight = form.flight()
        told = inventory.forecasts(
            form.cleaned_data["slots"], flight.starts_at, flight.ends_at, flight.sections, flight.languages
        ) if flight.ends_at > flight.starts_at else []  # fmt: skip
        short = inventory.shortage(flight, told)
        if request.POST.get("do") != "forecast" and (made := attempted(form)):
            messages.success(request, _("It is booked. This is how it looks, and below is its report."))
            return redirect("sales-campaign", made.pk)
    context = {"form": form, "forecasts": told, "short": short, "kept": form.kept_now}
    return private.render(request, "sales/book.html", _("Book a campaign"), context)


def attempted(form: BookForm) -> Campaign | None:
    try:
        return booked.book(form.payer(), form.flight(), form.card(), by=form.sent_by)
    except Refused as refused:
        form.refuse(refused.fields)
        return None


@require_http_methods(FORM)
@owners_only
def change(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = access.campaign_or_404(pk)
    form = FlightForm(request.POST or None, initial=forms.of_campaign(campaign))
    if form.is_valid():
        try:
            booked.change(campaign, form.flight(), by=member_of(request).subject)
        except Refused as refused:
            form.refuse(refused.fields)
        else:
            messages.success(request, _("The booking is changed."))
            return redirect("sales-campaign", campaign.pk)
    context = {"form": form, "campaign": campaign}
    return private.render(request, "sales/change.html", campaign.name, context)


@require_POST
@owners_only
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stops what is in flight; what is stopped goes on."""
    campaign = access.campaign_or_404(pk)
    by = member_of(request).subject
    try:
        if campaign.stopped_at:
            booked.resume(campaign, by=by)
        else:
            booked.stop(campaign, by=by)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("sales-campaign", campaign.pk)
