"""The owner's screen of the conversation. Each field has the name of its option."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from commonpress.domain.conversation.reactions import KINDS
from commonpress.engines.site import options
from commonpress.engines.site.form_fields import with_default
from commonpress.engines.site.options import Paper

DEFAULTS = Paper()
TEN_YEARS = 3650  # days


def said(kinds: tuple[str, ...]) -> str:
    return ", ".join(str(KINDS[kind]) for kind in kinds)


class TalkForm(forms.Form):
    reactions = forms.MultipleChoiceField(
        label=gettext_lazy("Reactions"),
        choices=list(KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=with_default(
            gettext_lazy("What readers may say of a comment with one press. Three are enough; none is fine."),
            DEFAULTS.reactions,
            said,
        ),
    )
    comments_close_after_days = forms.IntegerField(
        label=gettext_lazy("Conversations close after so many days"),
        min_value=0,
        max_value=TEN_YEARS,
        help_text=with_default(
            gettext_lazy(
                "From the day of the story. 0 leaves them open; an editor can close each by itself."
            ),
            DEFAULTS.comments_close_after_days,
        ),
    )

    def __init__(self, paper: Paper, data: Any = None) -> None:
        self.paper = paper
        super().__init__(data, initial={name: getattr(paper, name) for name in self.base_fields})

    def keep(self, *, by: str) -> None:
        """Store the options that differ from how they stand."""
        data = {**self.cleaned_data, "reactions": tuple(self.cleaned_data["reactions"])}
        changed = {name: value for name, value in data.items() if value != getattr(self.paper, name)}
        if changed:
            options.change(changed, by=by)
