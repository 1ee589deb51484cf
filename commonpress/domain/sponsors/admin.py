from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commonpress.domain.sponsors.forms import CampaignForm, CreativeForm, SponsorForm
from commonpress.domain.sponsors.models import Campaign, Creative, Placement, Sponsor
from commonpress.engines.media.address import picture_url
from commonpress.engines.site.owners import OwnersAdmin, OwnersRows, Shelf, actor


@admin.register(Sponsor)
class SponsorAdmin(OwnersAdmin):
    shelf, place, label = Shelf.SPONSORS, 10, _("Sponsors")
    about = _("Who pays for a place.")
    happened = "sponsor.changed"
    form = SponsorForm
    list_display = ("name", "address")
    search_fields = ("name",)


@admin.register(Campaign)
class CampaignAdmin(OwnersAdmin):
    shelf, place, label = Shelf.SPONSORS, 20, _("Campaigns")
    about = _("From when to when a sponsor is shown.")
    happened = "campaign.changed"
    form = CampaignForm
    list_display = ("name", "sponsor", "starts_at", "ends_at")
    list_filter = ("sponsor",)
    list_select_related = ("sponsor",)
    search_fields = ("name", "sponsor__name")


class PlacementInline(OwnersRows):
    model = Placement
    extra = 1
    verbose_name_plural = _("Where it stands")


@admin.register(Creative)
class CreativeAdmin(OwnersAdmin):
    shelf, place, label = Shelf.SPONSORS, 30, _("Creatives")
    about = _("The cards themselves, and in which places they stand.")
    happened = "creative.changed"
    form = CreativeForm
    fields = ("campaign", "headline", "words", "language", "address", "current", "file", "no_picture")
    readonly_fields = ("current",)
    list_display = ("headline", "campaign", "language")
    list_filter = ("campaign__sponsor",)
    list_select_related = ("campaign",)
    search_fields = ("headline", "campaign__name")
    inlines = (PlacementInline,)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = type("SentCreative", (CreativeForm,), {"sent_by": actor(request)})
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == "language":
            return forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return field

    @admin.display(description=_("picture"))
    def current(self, creative: Creative) -> str:
        if not creative.picture:
            return str(_("none"))
        return format_html('<img class="thumbnail" src="{}" alt="">', picture_url(creative.picture, 240))

    def stale(self, obj: Creative) -> list[str]:
        return ["site", obj.subject]
