"""A creative in its places, at three widths, before or while anybody sees it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import owners_only
from commonpress.domain.sponsors import access
from commonpress.domain.sponsors.shown import in_place
from commonpress.engines.site import private

WIDTHS = (320, 768, 1440)


@require_safe
@owners_only
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    creative = access.creative_or_404(pk)
    places = list(creative.placements.order_by("pk"))
    asked = request.GET.get("in", "")
    place = next((one for one in places if one.slot == asked), places[0] if places else None)
    context = {
        "creative": creative,
        "campaign": creative.campaign,
        "places": places,
        "place": place,
        "widths": WIDTHS,
    }
    response = private.render(request, "sales/preview.html", creative.headline, context)
    return private.with_own_frames(response)


@require_safe
@xframe_options_sameorigin
@owners_only
def framed(request: HttpRequest, pk: int, slot: str) -> HttpResponse:
    """The page itself, for the frames. Nothing on it is counted."""
    placement = get_object_or_404(
        access.creative_or_404(pk).placements.select_related("creative__campaign__sponsor"), slot=slot
    )
    page = in_place(placement, _("A preview. Nobody else sees it, and nothing is counted."))
    if page is None:
        raise Http404("the paper has no page with such a place yet")
    return private.with_own_frames(HttpResponse(page))
