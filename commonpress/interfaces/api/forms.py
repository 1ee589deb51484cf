from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.models import Member
from commonpress.interfaces.api.models import Token


class TokenForm(forms.Form):
    """A name to know the token by, and what it may do; never more than its member may."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("The name of the program, so that you know later which one to revoke."),
        label_suffix="",
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        widget=forms.CheckboxSelectMultiple,
        initial=[Token.Scope.READ],
        label_suffix="",
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, member: Member, data: Any = None) -> None:
        super().__init__(data)
        open_to = [
            choice for choice in Token.Scope.choices if choice[0] != Token.Scope.DESK or member.is_editor
        ]
        self.fields["scopes"].choices = open_to  # type: ignore[attr-defined]
