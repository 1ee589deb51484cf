"""Forms of the owner's screens over sponsors."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.sponsors.models import Campaign, Creative, Sponsor
from commonpress.engines.media.refused import Refused
from commonpress.engines.media.store import store
from commonpress.engines.site.form_fields import check_web_address
from commonpress.engines.site.owners import Form


class SponsorForm(Form):
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, validators=[check_web_address])

    class Meta:
        model = Sponsor
        fields = ("name", "address")


class CampaignForm(Form):
    class Meta:
        model = Campaign
        fields = ("sponsor", "name", "starts_at", "ends_at")
        help_texts = {"ends_at": gettext_lazy("In the time zone of the paper.")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The flight must end after it starts."))
        return data


class CreativeForm(Form):
    """A card of words, with a picture or without."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        validators=[check_web_address],
        help_text=gettext_lazy("Where a click leads; http or https."),
    )
    file = forms.FileField(label=gettext_lazy("New picture"), required=False)
    no_picture = forms.BooleanField(label=gettext_lazy("Without a picture"), required=False)
    sent_by = ""

    class Meta:
        model = Creative
        fields = ("campaign", "headline", "words", "language", "address")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("file") and not self.errors:
            try:
                self.instance.picture = store(
                    data["file"], alt=data["headline"], owner="sponsors", by=self.sent_by
                )
            except Refused as refused:
                self.add_error("file", ValidationError(str(refused)))
        elif data.get("no_picture"):
            self.instance.picture = None
        return data
