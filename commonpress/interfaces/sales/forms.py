from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.sponsors.creative import Card
from commonpress.domain.sponsors.flight import HEAVIEST, Flight
from commonpress.domain.sponsors.models import Campaign, Creative, Slot, Sponsor
from commonpress.domain.stories import access as stories
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused as PictureRefused
from commonpress.engines.media.store import store
from commonpress.engines.readership import hours

SALT = "commonpress.sales.picture"
A_DAY = timedelta(days=1)
USUAL_DAYS = 28


class DayInput(forms.DateInput):
    """The browser's own field of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Plain(forms.Form):
    """Labels without colons; a refusal of a verb stands at the field that can mend it."""

    # Where the verbs say another name than the form.
    named: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            if field.help_text and not isinstance(
                field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect
            ):
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def refuse(self, faults: Mapping[str, str]) -> None:
        for name, words in faults.items():
            field = self.named.get(name, name)
            self.add_error(field if field in self.fields else None, words)


class FlightForm(Plain):
    """When, how much, where. Days are the paper's, the last one included."""

    named = {"starts_at": "first_day", "ends_at": "last_day"}

    name = forms.CharField(label=gettext_lazy("Name of the campaign"), max_length=120)
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    goal = forms.ChoiceField(
        label=gettext_lazy("What is bought"), choices=Campaign.Goal.choices, widget=forms.RadioSelect
    )
    amount = forms.IntegerField(
        label=gettext_lazy("How much"),
        required=False,
        help_text=gettext_lazy("Impressions or clicks; per cent for a share of voice, 100 is exclusive."),
    )
    daily_cap = forms.IntegerField(
        label=gettext_lazy("At most a day"),
        required=False,
        help_text=gettext_lazy("Impressions; empty for no cap."),
    )
    weight = forms.IntegerField(
        label=gettext_lazy("Weight"),
        initial=1,
        help_text=gettext_lazy("Among those that stand in turn: 2 is shown twice as often as 1."),
    )
    price = forms.DecimalField(
        label=gettext_lazy("Price"),
        required=False,
        max_digits=10,
        decimal_places=2,
        help_text=gettext_lazy("Of a thousand impressions, of a click, or of the whole flight."),
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, initial="EUR")
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Only in these sections"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Only beside texts in"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields["sections"]
        found.choices = [(f"section:{one.pk}", one.label) for one in stories.sections()]
        self.fields["weight"].widget.attrs |= {"min": 1, "max": HEAVIEST}

    def flight(self) -> Flight:
        data = self.cleaned_data
        return Flight(
            name=data["name"],
            starts_at=hours.first(data["first_day"]),
            ends_at=hours.first(data["last_day"] + A_DAY),
            goal=data["goal"],
            amount=data["amount"],
            daily_cap=data["daily_cap"],
            weight=data["weight"],
            sections=data["sections"],
            languages=data["languages"],
            price=data["price"],
            currency=data["currency"].upper(),
        )


class CardForm(Plain):
    """What readers see, and where."""

    headline = forms.CharField(label=gettext_lazy("Headline"), max_length=90)
    words = forms.CharField(
        label=gettext_lazy("Words"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        help_text=gettext_lazy("Where a click leads; http or https."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the card"), choices=settings.LANGUAGES)
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("Places"), choices=Slot.choices, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("JPEG, PNG, WebP or AVIF. Without one it is a card of words."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Read out to those who do not see it."),
    )
    no_picture = forms.BooleanField(label=gettext_lazy("Without a picture"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)  # a picture sent before

    picture: Picture | None = None
    sent_by = ""

    def clean(self) -> dict[str, Any]:
        """Keep a picture at once: a fault elsewhere must not lose it."""
        data = super().clean() or {}
        if data.get("file"):
            self.keep(data["file"], data.get("alt", ""))
        elif not data.get("no_picture"):
            self.picture = kept_picture(data.get("kept", ""))
        return data

    def keep(self, file: Any, alt: str) -> None:
        if not alt.strip():
            self.add_error("alt", _("Say what the picture shows."))
        try:
            words = alt.strip()
            self.picture = store(file, alt=words, owner="sponsors", by=self.sent_by, is_guarded=True)
        except PictureRefused as refused:
            self.add_error("file", str(refused))

    @property
    def kept_now(self) -> str:
        return signing.dumps(self.picture.pk, salt=SALT) if self.picture else ""

    def card(self) -> Card:
        data = self.cleaned_data
        return Card(
            headline=data["headline"],
            words=data["words"],
            address=data["address"],
            language=data["language"],
            slots=tuple(data["slots"]),
            picture=self.picture,
        )


class BookForm(FlightForm, CardForm):
    """All of a booking on one screen."""

    sponsor = forms.ChoiceField(label=gettext_lazy("Sponsor"), required=False)
    new_sponsor = forms.CharField(label=gettext_lazy("Or a new one"), required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Sponsor.objects.order_by("name").values_list("pk", "name")
        found: Any = self.fields["sponsor"]
        found.choices = [("", _("A new one")), *((str(pk), name) for pk, name in known)]

    def payer(self) -> Sponsor | str:
        chosen = self.cleaned_data["sponsor"]
        return Sponsor.objects.get(pk=chosen) if chosen else self.cleaned_data["new_sponsor"]


class SponsorForm(Plain):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300)


def kept_picture(word: str) -> Picture | None:
    try:
        return Picture.objects.filter(pk=signing.loads(word, salt=SALT)).first() if word else None
    except signing.BadSignature:
        return None


def usual() -> dict[str, Any]:
    """How an empty booking begins."""
    today = timezone.localtime(clock.now()).date()
    return {
        "first_day": today,
        "last_day": today + timedelta(days=USUAL_DAYS - 1),
        "goal": Campaign.Goal.IMPRESSIONS,
        "slots": [Slot.AFTER_STORY],
        "weight": 1,
        "currency": "EUR",
    }


def of_campaign(campaign: Campaign) -> dict[str, Any]:
    same = ("name", "goal", "amount", "daily_cap", "weight", "price", "currency", "sections", "languages")
    days = {
        "first_day": hours.day(campaign.starts_at),
        "last_day": hours.day(campaign.ends_at - timedelta(microseconds=1)),
    }
    return {name: getattr(campaign, name) for name in same} | days


def of_creative(creative: Creative) -> dict[str, Any]:
    same = ("headline", "words", "address", "language")
    own = {name: getattr(creative, name) for name in same}
    picture = signing.dumps(creative.picture_id, salt=SALT) if creative.picture_id else ""
    return own | {"slots": list(slots_of(creative)), "kept": picture}


def slots_of(creative: Creative) -> Iterable[str]:
    return creative.placements.values_list("slot", flat=True)
