"""Forms of the owner's screens over stories, sections, topics and the top of the front page."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.stories.lead import PLACES
from commonpress.domain.stories.models import Lead, Section, Story, Topic
from commonpress.engines.lib.text import slug as make_slug
from commonpress.engines.site.owners import Form

if TYPE_CHECKING:
    StoryField = forms.ModelChoiceField[Story]
else:
    StoryField = forms.ModelChoiceField

OFFERED = 200  # the newest stories; what stands on top now is offered whatever its age


class StoryChoice(StoryField):
    """A published story, named by its headline and day."""

    def label_from_instance(self, obj: Any) -> str:
        day = (
            date_format(timezone.localtime(obj.published_at), "SHORT_DATE_FORMAT") if obj.published_at else ""
        )
        return f"{obj.headline} · {day}"


class FrontForm(forms.Form):
    """The places at the top of the front page, the first one first. An empty place closes up."""

    def __init__(self, data: Any = None) -> None:
        now = list(Lead.objects.values_list("story", flat=True))
        super().__init__(data, initial=dict(zip(names(), now, strict=False)))
        for number, name in enumerate(names(), 1):
            self.fields[name] = StoryChoice(offered(now), required=False, label=label_of(number))
            self.fields[name].empty_label = _("the newest story")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: set[int] = set()
        for name in names():
            story = data.get(name)
            if story and story.pk in seen:
                self.add_error(name, _("This story already stands further up."))
            elif story:
                seen.add(story.pk)
        return data

    def stories(self) -> list[Story]:
        return [story for name in names() if (story := self.cleaned_data[name])]


def names() -> list[str]:
    return [f"place_{number}" for number in range(1, PLACES + 1)]


def label_of(number: int) -> str:
    return _("First story of the paper") if number == 1 else _("Place %(number)d") % {"number": number}


def offered(now: list[int]) -> Any:
    public = Story.objects.filter(state=Story.State.PUBLISHED)
    newest = public.order_by("-published_at", "-pk").values_list("pk", flat=True)[:OFFERED]
    return (
        public.filter(pk__in=[*newest, *now])
        .order_by("-published_at", "-pk")
        .only("headline", "published_at")
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Readers see it at the story's address, which answers “gone” from then on."),
    )


class SectionForm(Form):
    class Meta:
        model = Section
        fields = ("name", "slug", "words", "parent", "position", "is_listed")
        help_texts = {
            "slug": gettext_lazy("The section stands at /section/ and this name."),
            "words": gettext_lazy("One sentence for readers and for those who write."),
            "parent": gettext_lazy("Leave empty for a section of its own."),
            "position": gettext_lazy("Small numbers come first."),
        }

    def clean_parent(self) -> Section | None:
        """A circle of sections would have no top."""
        parent: Section | None = self.cleaned_data["parent"]
        above, own = parent, self.instance.pk
        passed: set[int] = set()
        while above is not None and above.pk not in passed:
            if own and above.pk == own:
                raise forms.ValidationError(_("A section cannot lie within itself or within one of its own."))
            passed.add(above.pk)
            above = above.parent
        return parent


class MergeForm(forms.Form):
    """Which of the chosen topics stays."""

    kept = forms.ModelChoiceField(
        Topic.objects.none(), label=gettext_lazy("Keep"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, chosen: QuerySet[Topic], data: Any = None) -> None:
        super().__init__(data)
        self.fields["kept"].queryset = chosen  # type: ignore[attr-defined]


class StoryForm(Form):
    """What the owner may change of a story here; its text is written in the studio."""

    class Meta:
        model = Story
        fields = ("section", "slug", "is_open_for_comments")
        help_texts = {
            "slug": gettext_lazy("The last part of its address. The old address will lead to the new one."),
        }

    def clean_slug(self) -> str:
        return make_slug(str(self.cleaned_data["slug"]))
