"""The owner's screen of what judges promotion: where its weights come from, and whether they count."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from commonpress.engines.checks import learned
from commonpress.engines.checks.desk_models import Promotion
from commonpress.engines.checks.spam_sentences import basis
from commonpress.engines.site import options
from commonpress.engines.site.one_screen import OneScreen
from commonpress.engines.site.owners import Shelf, actor


class PromotionForm(forms.Form):
    promotion_by_rules_alone = forms.BooleanField(
        label=gettext_lazy("Begin from the rules alone"),
        required=False,
        help_text=gettext_lazy(
            "Without the weights that came with the program: what words say, fitted to English and Romanian texts written "
            "for that. While the desk has taught nothing, the rules alone find less than half as much. What the desk "
            "teaches counts either way, and reports already made stay as they are."
        ),
    )


@admin.register(Promotion)
class PromotionAdmin(OneScreen):
    """What a verdict rests on, said in the same words as beside a submission."""

    shelf, place, label = Shelf.WORKS, 31, gettext_lazy("Judging promotion")
    about = gettext_lazy(
        "What verdicts rest on: rules, weights that came with the program, this desk's decisions."
    )

    def make_form(self, request: HttpRequest) -> forms.Form:
        initial = {"promotion_by_rules_alone": options.load().promotion_by_rules_alone}
        sent = request.POST if request.method == "POST" else None
        return PromotionForm(sent, initial=initial)

    def keep(self, request: HttpRequest, form: Any) -> None:
        if form.has_changed():
            options.change(form.cleaned_data, by=actor(request))

    def shelves(self, form: Any) -> list[tuple[Any, dict[str, Any]]]:  # noqa: ARG002 (as all screens)
        alone = options.load().promotion_by_rules_alone
        said = basis(learned.count(), alone=alone)
        fields = {"fields": ["promotion_by_rules_alone"], "description": said}
        return [(gettext_lazy("What verdicts rest on"), fields)]
