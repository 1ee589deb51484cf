"""The owner's lists for the check of promotion: phrases and domains."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.engines.checks.desk_models import Domain, Phrase
from commonpress.engines.checks.outside import domain_of
from commonpress.engines.checks.phrases import built_in, plain
from commonpress.engines.site.owners import Form, OwnersAdmin, Shelf


class PhraseForm(Form):
    class Meta:
        model = Phrase
        fields = ("words", "strength")
        help_texts = {
            "words": gettext_lazy(
                "Capitals and accents do not matter; a star ends a word in any way: “discount*”. Several words make the "
                "hint surer."
            ),
            "strength": gettext_lazy("“Harmless here” takes a phrase out of the built-in list."),
        }

    def clean_words(self) -> str:
        words = plain(str(self.cleaned_data["words"]))
        if len(words.replace("*", "")) < 3:
            raise ValidationError(_("Write at least three letters."))
        if Phrase.objects.filter(words=words).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("“%(words)s” is on the list already.") % {"words": words})
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = cleaned.get("words")
        if cleaned.get("strength") == Phrase.Strength.HARMLESS and words and words not in built_in():
            self.add_error(
                "words",
                _("Only a phrase of the built-in list can be harmless, and “%(words)s” is not on it.")
                % {"words": words},
            )
        return cleaned


@admin.register(Phrase)
class PhraseAdmin(OwnersAdmin):
    shelf, place, label = Shelf.WORKS, 32, gettext_lazy("Phrases of promotion")
    about = gettext_lazy(
        "Words that make a text look like promotion, beside the built-in list and what the desk teaches."
    )
    happened = "phrase.changed"
    form = PhraseForm
    fields = ("words", "strength")
    list_display = ("words", "strength")
    list_filter = ("strength",)
    search_fields = ("words",)

    def stale(self, obj: Phrase) -> list[str]:  # noqa: ARG002 (no page shows it)
        return []


class DomainForm(Form):
    name = forms.CharField(
        label=gettext_lazy("Domain"),
        max_length=300,
        help_text=gettext_lazy(
            "For example example.org, or paste an address of the site. Its subdomains belong to it."
        ),
    )

    class Meta:
        model = Domain
        fields = ("name", "rule")

    def clean_name(self) -> str:
        given = str(self.cleaned_data["name"]).strip().lower()
        name = domain_of(given if "://" in given else f"https://{given}")
        if "." not in name or " " in name:
            raise ValidationError(_("That is no domain. Write it like example.org."))
        if Domain.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("“%(name)s” is on the list already.") % {"name": name})
        return name


@admin.register(Domain)
class DomainAdmin(OwnersAdmin):
    shelf, place, label = Shelf.WORKS, 34, gettext_lazy("Domains in links")
    about = gettext_lazy("Where members may always link to, and which links always wait for an editor.")
    happened = "domain.changed"
    form = DomainForm
    fields = ("name", "rule")
    list_display = ("name", "rule")
    list_filter = ("rule",)
    search_fields = ("name",)

    def stale(self, obj: Domain) -> list[str]:  # noqa: ARG002 (no page shows it)
        return []
