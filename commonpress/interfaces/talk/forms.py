import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpress.domain.conversation.slow import LONGEST
from commonpress.domain.conversation.words import FIELD

KEY_BYTES = 16
MINUTES = ((0, _("As often as they like")), (1, _("Once a minute")), (5, _("Once in five minutes")),
           (15, _("Once in a quarter of an hour")), (60, _("Once an hour")))  # fmt: skip


class WriteForm(forms.Form):
    """``key`` makes a form that is sent twice act once. The verb judges the text, so that every way in is judged alike."""

    text = forms.CharField(
        label=_("Your comment"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("An empty line makes a paragraph, “>” before a line quotes it, “@name” calls somebody."),
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, text: str = "") -> None:
        super().__init__(
            data, initial={"text": text, "key": secrets.token_urlsafe(KEY_BYTES)}, label_suffix=""
        )
        self.fields[FIELD].widget.attrs["dir"] = "auto"


class SettingsForm(forms.Form):
    """What an editor sets for one conversation."""

    is_open = forms.BooleanField(label=_("Readers may comment"), required=False)
    minutes = forms.TypedChoiceField(label=_("How often one member may"), choices=MINUTES, coerce=int)

    def __init__(self, data: Any = None, *, is_open: bool = True, seconds: int = 0) -> None:
        super().__init__(data, initial={"is_open": is_open, "minutes": seconds // 60}, label_suffix="")

    @property
    def seconds(self) -> int:
        return min(int(self.cleaned_data["minutes"]) * 60, LONGEST)
