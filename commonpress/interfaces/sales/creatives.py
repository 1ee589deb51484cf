"""The creatives of a campaign: another one, other words, out of sight."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonpress.domain.members.guard import member_of, owners_only
from commonpress.domain.sponsors import access
from commonpress.domain.sponsors import creative as verbs
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign, Creative
from commonpress.engines.site import options, private
from commonpress.interfaces.sales import forms
from commonpress.interfaces.sales.forms import CardForm

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@owners_only
def add(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = access.campaign_or_404(pk)
    form = CardForm(
        request.POST or None, request.FILES or None, initial={"language": options.paper().language}
    )
    return answered(request, form, campaign, None)


@require_http_methods(FORM)
@owners_only
def change(request: HttpRequest, pk: int) -> HttpResponse:
    creative = access.creative_or_404(pk)
    form = CardForm(request.POST or None, request.FILES or None, initial=forms.of_creative(creative))
    return answered(request, form, creative.campaign, creative)


def answered(
    request: HttpRequest, form: CardForm, campaign: Campaign, creative: Creative | None
) -> HttpResponse:
    form.sent_by = by = member_of(request).subject
    if form.is_valid():
        try:
            if creative:
                verbs.change(creative, form.card(), by=by)
            else:
                verbs.add(campaign, form.card(), by=by)
        except Refused as refused:
            form.refuse(refused.fields)
        else:
            messages.success(request, _("Saved. Pages show it within a second."))
            return redirect("sales-campaign", campaign.pk)
    kept = form.kept_now if form.is_bound else form.initial.get("kept", "")
    context = {"form": form, "campaign": campaign, "creative": creative, "kept": kept}
    title = creative.headline if creative else _("Another creative")
    return private.render(request, "sales/creative.html", title, context)


@require_POST
@owners_only
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes it out of sight, or puts it back."""
    creative = access.creative_or_404(pk)
    try:
        verbs.show(creative, not creative.is_shown, by=member_of(request).subject)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("sales-campaign", creative.campaign_id)
