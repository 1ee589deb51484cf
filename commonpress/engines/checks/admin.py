from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commonpress.engines.checks import lists_admin as lists_admin  # registers its screens
from commonpress.engines.checks import promotion_admin as promotion_admin
from commonpress.engines.checks import wire
from commonpress.engines.checks.models import WireFeed
from commonpress.engines.lib import clock
from commonpress.engines.site.owners import Form, OwnersAdmin, Shelf


class WireFeedForm(Form):
    url = forms.URLField(
        label=_("Address of the feed"),
        max_length=500,
        assume_scheme="https",
        help_text=_("RSS or Atom. It is asked every half hour for what is new."),
    )

    class Meta:
        model = WireFeed
        fields = ("agency", "url", "is_on")
        help_texts = {"agency": _("As contributors name it in a source credit, for example Agerpres.")}


@admin.register(WireFeed)
class WireFeedAdmin(OwnersAdmin):
    """The wires that submissions are compared with."""

    shelf, place, label = Shelf.WORKS, 30, _("Wire feeds")
    about = _(
        "Agencies and papers whose texts the check for copied text knows. Nothing of them is published."
    )
    happened = "wire_feed.changed"
    form = WireFeedForm
    fields = ("agency", "url", "is_on", "pulled_at", "problem")
    list_display = ("agency", "url", "is_on", "texts", "pulled_at", "problem")
    list_filter = ("is_on",)
    search_fields = ("agency", "url")

    def get_fields(self, request: HttpRequest, obj: WireFeed | None = None) -> Any:
        return self.fields if obj else ("agency", "url", "is_on")

    def get_readonly_fields(self, request: HttpRequest, obj: WireFeed | None = None) -> list[str]:
        return ["pulled_at", "problem"] if obj else []

    @admin.display(description=_("texts"))
    def texts(self, feed: WireFeed) -> int:
        return feed.items.count()

    def stale(self, obj: WireFeed) -> list[str]:
        return []

    def save_model(self, request: HttpRequest, obj: WireFeed, form: Any, change: Any) -> None:
        """A new address, or a feed turned on again, is pulled at once and from the beginning."""
        if not change or {"url", "is_on"} & set(form.changed_data):
            obj.due_at, obj.etag, obj.modified, obj.failures, obj.problem = clock.now(), "", "", 0, ""
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: WireFeed) -> None:
        with transaction.atomic():
            self.tell(request, obj, deleted=True)
            wire.forget(obj)
