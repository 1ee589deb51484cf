"""The owner's screen of who may join and how members sign in. Each field has the name of its option."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.members.doors import Door
from commonpress.engines.site import options
from commonpress.engines.site.form_fields import LinesField, with_default
from commonpress.engines.site.options import Paper

DEFAULTS = Paper()
DOMAIN = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"


class DoorForm(forms.Form):
    sign_up = forms.ChoiceField(
        label=gettext_lazy("New members"),
        choices=Door.choices,
        help_text=with_default(
            gettext_lazy("It holds for every way in, accounts elsewhere included."),
            DEFAULTS.sign_up,
            lambda key: Door(key).label,
        ),
    )
    sign_up_question = forms.CharField(
        label=gettext_lazy("Question to applicants"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=with_default(gettext_lazy("An editor reads the answer and decides."), ""),
    )
    invitations_of_newcomers = forms.IntegerField(
        label=gettext_lazy("Invitations of a newcomer"),
        min_value=0,
        max_value=1000,
        help_text=with_default(
            gettext_lazy("How many each of them may give in all."), DEFAULTS.invitations_of_newcomers
        ),
    )
    invitations_of_known = forms.IntegerField(
        label=gettext_lazy("Invitations of a known member"),
        min_value=0,
        max_value=1000,
        help_text=with_default(
            gettext_lazy("Known are those whose stories the desk has approved."),
            DEFAULTS.invitations_of_known,
        ),
    )
    invitations_of_trusted = forms.IntegerField(
        label=gettext_lazy("Invitations of a trusted member"),
        min_value=0,
        max_value=1000,
        help_text=with_default(
            gettext_lazy("Editors may give a hundred at a time whatever stands here."),
            DEFAULTS.invitations_of_trusted,
        ),
    )
    refused_mail_domains = LinesField(
        label=gettext_lazy("Mail domains to refuse"),
        pattern=DOMAIN,
        help_text=with_default(
            gettext_lazy(
                "One a line. Thousands of throw-away domains are refused already; these come on top."
            ),
            "",
        ),
    )
    allowed_mail_domains = LinesField(
        label=gettext_lazy("Mail domains to let in"),
        pattern=DOMAIN,
        help_text=with_default(gettext_lazy("One a line: exceptions from both lists."), ""),
    )
    second_factor_of_editors = forms.BooleanField(
        label=gettext_lazy("Editors and owners need a second step at sign-in"),
        required=False,
        help_text=gettext_lazy("Who has none is led to set one up before the desk or these screens open."),
    )
    challenge_bits = forms.IntegerField(
        label=gettext_lazy("Work a browser does before a stranger’s form passes"),
        min_value=8,
        max_value=24,
        help_text=with_default(
            gettext_lazy(
                "In bits: each one more doubles it. 17 takes a telephone about a third of a second."
            ),
            DEFAULTS.challenge_bits,
        ),
    )
    challenge_question = forms.CharField(
        label=gettext_lazy("Question for browsers without scripts"),
        required=False,
        max_length=200,
        help_text=with_default(
            gettext_lazy("Something people of your place know. Without one they are asked to wait a little."),
            "",
        ),
    )
    challenge_answers = LinesField(
        label=gettext_lazy("Right answers"),
        pattern=r".{1,100}",
        help_text=with_default(gettext_lazy("One a line. Capitals and accents do not matter."), ""),
    )

    def __init__(self, paper: Paper, data: Any = None) -> None:
        self.paper = paper
        super().__init__(data, initial={name: getattr(paper, name) for name in self.base_fields})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("challenge_question") and not said.get("challenge_answers"):
            self.add_error("challenge_answers", _("A question needs at least one right answer."))
        return said

    def keep(self, *, by: str) -> None:
        """Store the options that differ from how they stand."""
        said = self.cleaned_data
        changed = {name: said[name] for name in self.base_fields if said[name] != getattr(self.paper, name)}
        if changed:
            options.change(changed, by=by)
