"""What every owner's screen shares: its place on the index, and that no save passes without an event."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models, transaction
from django.db.models.fields.json import JSONField
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commonpress.engines.events.record import record

if TYPE_CHECKING:
    Screen = admin.ModelAdmin[Any]
    Form = forms.ModelForm[Any]
    Rows = admin.StackedInline[Any, Any]
else:  # Django's classes take no brackets when the program runs
    Screen = admin.ModelAdmin
    Form = forms.ModelForm
    Rows = admin.StackedInline


class Shelf(models.TextChoices):
    """The groups of the index, in the order an owner looks for them."""

    PAPER = "paper", _("The paper")
    FRONT = "front", _("What readers open")
    PEOPLE = "people", _("People")
    SPONSORS = "sponsors", _("Sponsors")
    WORKS = "works", _("Behind the scenes")


class Calm:
    """Fields without the row of small icons that open other screens in windows, and without raw JSON."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, JSONField):
            return None
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if isinstance(field, forms.SplitDateTimeField):
            name_halves(field)
        return field


def name_halves(field: forms.SplitDateTimeField) -> None:
    """A date and a time share one label on the screen; each needs its own for those who hear it."""
    halves: Any = field.widget
    for half, words in zip(halves.widgets, (_("%(field)s: date"), _("%(field)s: time")), strict=True):
        half.attrs["aria-label"] = words % {"field": capfirst(str(field.label))}


class OwnersRows(Calm, Rows):
    """Rows that belong to what the screen shows."""


class OwnersAdmin(Calm, Screen):
    """A screen of the owner's. ``shelf``, ``place`` and ``about`` say where it stands on the index and what it is for."""

    shelf: ClassVar[Shelf] = Shelf.WORKS
    place: ClassVar[int] = 100
    label: ClassVar[Any] = ""  # the plural of the model when empty
    about: ClassVar[Any] = ""
    happened: ClassVar[str] = ""  # the kind of event; empty when a verb records its own
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def stale(self, obj: Any) -> Iterable[str]:
        """The cache tags a change of ``obj`` makes old; every page carries ``site``."""
        return ["site"]

    def tell(self, request: HttpRequest, obj: Any, **facts: Any) -> None:
        if self.happened:
            subject = getattr(obj, "subject", f"{obj._meta.model_name}:{obj.pk}")
            record(self.happened, subject, stale=self.stale(obj), by=actor(request), facts=facts)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Django calls this last of all that saves, in the transaction of the form or of the list."""
        super().save_related(request, form, formsets, change)
        self.tell(request, form.instance, fields=sorted(form.changed_data))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with transaction.atomic():
            self.tell(request, obj, deleted=True)
            super().delete_model(request, obj)

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Fields in a list have no label but the head of their column: say it again for those who hear it."""
        formset = super().get_changelist_formset(request, **kwargs)
        for field in formset.form.base_fields.values():
            field.widget.attrs["aria-label"] = str(field.label)
        return formset

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Named as on the index, not “Select … to change”."""
        named = {"title": capfirst(str(self.label or self.opts.verbose_name_plural)), "about": self.about}
        return super().changelist_view(request, {**named, **(extra_context or {})})


class ReadOnlyAdmin(OwnersAdmin):
    """A screen to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def actor(request: HttpRequest) -> str:
    """The subject of who acts, for the event."""
    return str(getattr(request.user, "subject", ""))
