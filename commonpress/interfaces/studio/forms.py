"""The form a story is written in. It holds no rule of the trade: the verbs of the stories' room decide."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.revise import Fields
from commonpress.domain.stories.write import Credit
from commonpress.engines.lib import html
from commonpress.engines.media.models import Picture
from commonpress.engines.site import options
from commonpress.interfaces.studio.plain import as_html, as_typed

LONGEST = 400_000  # characters of HTML: a long book chapter
MOST_TOPICS = 12
KINDS = [(kind, label) for kind, label in Story.Kind.choices if kind != Story.Kind.SPONSORED]


class HttpAddress(forms.CharField):
    """A web address as it is typed; kept as text, so that half of one can be saved while it is being written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.TextInput(attrs={"inputmode": "url"}), **kwargs)


class WriteForm(forms.Form):
    """Everything on the page where a story is written. An unfinished story is welcome."""

    headline = forms.CharField(
        label=_("Headline"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "data-grows": "line"}),
    )
    standfirst = forms.CharField(
        label=_("Standfirst"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": "lines"}),
        help_text=_("One or two sentences that say why to read on."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 20, "aria-describedby": "body-help"}),
    )
    section = forms.ModelChoiceField(Section.objects.all(), label=_("Section"), empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    topics = forms.CharField(
        label=_("Topics"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"list": "topic-names"}),
        help_text=_("What it is about, parted by commas: people, places, matters."),
    )
    language = forms.ChoiceField(label=_("Language"))
    language_by_hand = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    picture = forms.IntegerField(required=False, widget=forms.HiddenInput)
    picture_gone = forms.BooleanField(label=_("No picture above the story"), required=False)
    lead = forms.FileField(
        label=_("Choose a picture, or drop it here"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    caption = forms.CharField(label=_("Caption"), max_length=500, required=False)
    picture_alt = forms.CharField(
        label=_("What it shows, for those who cannot see it"), max_length=500, required=False
    )
    picture_decorative = forms.BooleanField(
        label=_("It is decoration: nothing would be missed without it"), required=False
    )
    picture_credit = forms.CharField(label=_("Who made it"), max_length=200, required=False)
    credit_agency = forms.CharField(label=_("Who published it first"), max_length=120, required=False)
    credit_url = HttpAddress(label=_("Address of the original"), max_length=500)
    credit_licence = forms.CharField(label=_("Licence"), max_length=80, required=False)
    credit_licence_url = HttpAddress(label=_("Address of the licence"), max_length=300)
    credit_is_canonical = forms.BooleanField(label=_("Send search engines to the original"), required=False)
    figure = forms.FileField(
        label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    figure_caption = forms.CharField(label=_("Caption"), max_length=500, required=False)
    figure_alt = forms.CharField(
        label=_("What it shows, for those who cannot see it"), max_length=500, required=False
    )
    figure_decorative = forms.BooleanField(
        label=_("It is decoration: nothing would be missed without it"), required=False
    )
    figure_credit = forms.CharField(label=_("Who made it"), max_length=200, required=False)
    seen = forms.IntegerField(min_value=0)
    rich = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        names = dict(settings.LANGUAGES)
        self.fields["language"].choices = languages(str(self.initial.get("language", "")), names)  # type: ignore[attr-defined]
        if self.initial.get("kind") == Story.Kind.SPONSORED:
            self.fields["kind"].choices = Story.Kind.choices  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean_credit_url(self) -> str:
        return web_address(self.cleaned_data["credit_url"])

    def clean_credit_licence_url(self) -> str:
        return web_address(self.cleaned_data["credit_licence_url"])

    def clean_topics(self) -> list[str]:
        return parted(self.cleaned_data["topics"])[:MOST_TOPICS]

    def see(self, seen: int) -> None:
        """Let what was typed be sent again on top of the text that stands now."""
        self.data = {**dict(self.data.items()), "seen": str(seen)}  # a QueryDict taken apart gives lists

    def figure_fields(self) -> Iterator[BoundField]:
        return self.named("figure")

    def lead_fields(self) -> list[BoundField]:
        names = ("caption", "picture_alt", "picture_decorative", "picture_credit", "picture_gone")
        return [self[name] for name in names]

    def credit_fields(self) -> Iterator[BoundField]:
        return self.named("credit")

    def named(self, beginning: str) -> Iterator[BoundField]:
        return (self[name] for name in self.fields if name.split("_")[0] == beginning)

    def has_credit(self) -> bool:
        return any(field.value() or field.errors for field in self.credit_fields())

    @property
    def html(self) -> str:
        """The text as HTML, from the editor or from the plain field."""
        body: str = self.cleaned_data["body"]
        return body if self.cleaned_data["rich"] else as_html(body)

    def wording(self, picture: Picture | None) -> Fields:
        """What the story is to be, for ``revise``. A field that was refused is left as it was: the others are kept."""
        data = self.cleaned_data
        plain = ("headline", "standfirst", "section", "kind", "language", "topics", "caption")
        fields: dict[str, Any] = {name: data[name] for name in plain if name in data}
        if "body" in data:
            fields["body"] = self.html
        if not any(name.startswith("credit_") for name in self.errors):
            fields["credit"] = self.credit()
        return cast("Fields", {**fields, "picture": picture})

    def credit(self) -> Credit | None:
        names = ("agency", "url", "licence", "licence_url", "is_canonical")
        found = {name: self.cleaned_data[f"credit_{name}"] for name in names}
        return Credit(**found) if found["agency"] or found["url"] else None


def web_address(typed: str) -> str:
    """With its scheme; half an address is refused, with a word of how it should look."""
    address = typed if not typed or "://" in typed else f"https://{typed}"
    if address:
        URLValidator(
            schemes=["http", "https"],
            message=_("Write the whole address, such as https://example.org/story."),
        )(address)
    return address


def parted(words: str) -> list[str]:
    return list(dict.fromkeys(word for part in words.split(",") if (word := " ".join(part.split()))))


def languages(current: str, names: dict[str, Any]) -> list[tuple[str, Any]]:
    """The paper's languages, and the story's own when it is none of them."""
    codes = dict.fromkeys([*options.paper().languages, *([current] if current else [])])
    return [(code, names.get(code, code)) for code in codes]


def initial(story: Story) -> dict[str, Any]:
    """The form's values for a story as it stands. Three queries."""
    credit = getattr(story, "credit", None)
    picture = story.picture
    return {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": as_typed(story.body),
        "section": story.section_id,
        "kind": story.kind,
        "language": story.language,
        "topics": ", ".join(story.topics.values_list("name", flat=True)),
        "picture": story.picture_id,
        "caption": story.caption,
        "picture_alt": picture.alt if picture else "",
        "picture_decorative": bool(picture and picture.is_decorative),
        "picture_credit": picture.credit if picture else "",
        "seen": story.seen,
        **{
            f"credit_{name}": value
            for name, value in (vars(credit) if credit else {}).items()
            if name[0] != "_"
        },
    }


def undescribed(body: str) -> list[str]:
    """Addresses of the pictures in a stored body that say nothing of what they show."""
    return [image.src for image in html.images(body) if not image.alt.strip()]
