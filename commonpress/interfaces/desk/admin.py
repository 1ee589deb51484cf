from django.contrib import admin
from django.utils.translation import gettext_lazy

from commonpress.domain.members import rules
from commonpress.engines.site.owners import Form, Shelf
from commonpress.engines.site.translations import TranslatedAdmin
from commonpress.interfaces.desk.models import CannedReason


class ReasonForm(Form):
    class Meta:
        model = CannedReason
        fields = ("action", "rule", "name", "words", "position")
        help_texts = {
            "rule": gettext_lazy(
                "One short word for the record and the public statistics; several reasons may share it."
            ),
            "name": gettext_lazy("As editors see it in the list."),
            "words": gettext_lazy("The editor can add to it. Say what was wrong and what the author may do."),
            "position": gettext_lazy("The first nine of each list have a key of their own."),
        }


@admin.register(CannedReason)
class ReasonAdmin(TranslatedAdmin):
    shelf, place, label = Shelf.PEOPLE, 30, gettext_lazy("Reasons of the desk")
    about = gettext_lazy("What editors answer with one key when they return, decline or take back.")
    happened = "reason.changed"
    form = ReasonForm
    translates = {"name_translations": "name", "words_translations": "words"}
    fields = ("action", "rule", "name", "words", "position")
    list_display = ("shown_name", "action", "shown_rule", "position")
    list_filter = ("action",)
    ordering = ("action", "position")

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def shown_name(self, obj: CannedReason) -> str:
        return obj.label

    @admin.display(description=gettext_lazy("rule"), ordering="rule")
    def shown_rule(self, obj: CannedReason) -> str:
        return rules.in_words(obj.rule)

    def stale(self, obj: CannedReason) -> list[str]:
        """No public page says these words."""
        return []
