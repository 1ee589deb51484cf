from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.models import Member
from commonpress.interfaces.notices.kinds import KINDS, OPTIONAL
from commonpress.interfaces.notices.models import Notice, Rhythm, Silence


class SettingsForm(forms.Form):
    """Which optional kinds come by mail."""

    kinds = forms.MultipleChoiceField(
        label=_("By mail too"), required=False, widget=forms.CheckboxSelectMultiple, label_suffix=""
    )

    hours = forms.TypedChoiceField(
        label=_("What is said to me in conversations comes together"),
        choices=Rhythm.Every,
        coerce=int,
        required=False,
        empty_value=None,
        label_suffix="",
    )

    def __init__(self, member: Member, data: Any = None) -> None:
        silent = set(Silence.objects.filter(member=member).values_list("kind", flat=True))
        wanted = [name for name in OPTIONAL if name not in silent]
        super().__init__(data, initial={"kinds": wanted, "hours": hours_of(member)})
        self.member = member
        choices = self.fields["kinds"]
        choices.choices = [(name, KINDS[name].label) for name in OPTIONAL]  # type: ignore[attr-defined]

    @transaction.atomic
    def save(self) -> None:
        off = set(OPTIONAL) - set(self.cleaned_data["kinds"])
        if hours := self.cleaned_data["hours"]:
            Rhythm.objects.update_or_create(member=self.member, defaults={"hours": hours})
        Notice.objects.filter(member=self.member, kind__in=off, is_due=True).update(is_due=False)
        Silence.objects.filter(member=self.member).exclude(kind__in=off).delete()
        Silence.objects.bulk_create(
            (Silence(member=self.member, kind=kind) for kind in sorted(off)), ignore_conflicts=True
        )


def hours_of(member: Member) -> int:
    hours = Rhythm.objects.filter(member=member).values_list("hours", flat=True).first()
    return hours or Rhythm.Every.DAY
