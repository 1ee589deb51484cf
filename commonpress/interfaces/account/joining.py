"""What everybody who joins answers, from here or from elsewhere. The sign-in library builds its forms on it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members import names
from commonpress.domain.members.doors import Door, door
from commonpress.domain.members.models import Member
from commonpress.engines.lib import text
from commonpress.engines.site import options


class JoiningForm(forms.Form):
    """Name and, by application, the answer to the owner's question."""

    name = forms.CharField(
        label=_("Name"),
        max_length=names.LONGEST,
        help_text=_("As it will stand under what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    answer = forms.CharField(
        label="", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if door() == Door.APPLICATION:
            question = options.paper().sign_up_question
            self.fields["answer"].label = question or _(
                "Who are you, and what would you like to write about?"
            )
            self.fields["answer"].help_text = _("An editor reads this before you are let in.")
            self.fields["answer"].required = True
        else:
            del self.fields["answer"]

    def clean_name(self) -> str:
        name = text.normalise(self.cleaned_data["name"]).strip()
        if why := names.refusal(name):
            raise ValidationError(why)
        return name

    def signup(self, request: HttpRequest, user: Member) -> None:
        """The sign-in library asks for it; the adapter has stored everything by then."""
