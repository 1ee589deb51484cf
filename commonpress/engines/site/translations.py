"""One text field for each other language of the paper, in place of a raw JSON column."""

import types
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonpress.engines.site import options
from commonpress.engines.site.owners import Form, OwnersAdmin

Pairs = dict[str, str]  # JSON column -> the column it translates


class TranslatedForm(Form):
    """A model form with fields named ``name__ro``; saving puts them together in the JSON column."""

    translates: ClassVar[Pairs] = {}
    spoken: ClassVar[tuple[str, ...]] = ()

    def save(self, commit: bool = True) -> Any:
        for column in self.translates:
            setattr(self.instance, column, self.together(column))
        return super().save(commit)

    def together(self, column: str) -> dict[str, str]:
        """What stood there, with what was typed; an emptied field is forgotten, other languages are kept."""
        source = self.translates[column]
        typed = {code: self.cleaned_data.get(field_name(source, code), "") for code in self.spoken}
        all_words = {**(getattr(self.instance, column) or {}), **typed}
        return {code: words for code, words in all_words.items() if words}


class TranslatedAdmin(OwnersAdmin):
    """Shows each translation right after the field it translates. Set ``translates`` and ``fields``."""

    translates: ClassVar[Pairs] = {}

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[Form]:
        kwargs["form"] = with_translations(self.form, self.model, self.translates, self.spoken(obj), obj)
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        names = [str(name) for name in (self.fields or ())]
        sources = set(self.translates.values())
        spoken = self.spoken(obj)
        return [
            shown
            for name in names
            for shown in (name, *(field_name(name, code) for code in spoken if name in sources))
        ]

    def spoken(self, obj: Any) -> tuple[str, ...]:
        stored = [getattr(obj, column) or {} for column in self.translates] if obj else []
        return other_languages(*stored)


def other_languages(*stored: Pairs) -> tuple[str, ...]:
    """The paper's languages besides its first. A text already kept in the first one is shown too: readers see it."""
    paper = options.paper()
    first = [paper.language] if any(words.get(paper.language) for words in stored) else []
    return tuple(dict.fromkeys([*first, *(code for code in paper.languages if code != paper.language)]))


def with_translations(
    form: type[Form], model: type[Model], translates: Pairs, spoken: tuple[str, ...], obj: Any
) -> type[Form]:
    """A subclass of ``form`` that has the fields, holding what ``obj`` holds."""
    fields: dict[str, Any] = {}
    for column, source in translates.items():
        stored = (getattr(obj, column) or {}) if obj else {}
        for code in spoken:
            fields[field_name(source, code)] = text_field(model, source, code, stored.get(code, ""))
    members = {**fields, "translates": translates, "spoken": spoken}
    return types.new_class(
        form.__name__, (TranslatedForm, form), exec_body=lambda space: space.update(members)
    )


def text_field(model: type[Model], source: str, code: str, initial: str) -> forms.CharField:
    """Optional, with the length and the size on the screen of the field it translates."""
    column: Any = model._meta.get_field(source)
    field: forms.CharField = column.formfield(
        required=False, initial=initial, label=label_in(column.verbose_name, code), help_text=""
    )
    field.required = False
    field.widget.attrs.update({"lang": code, "class": "vLargeTextField" if is_long(field) else "vTextField"})
    return field


def is_long(field: forms.CharField) -> bool:
    return isinstance(field.widget, forms.Textarea)


def label_in(words: Any, code: str) -> str:
    """For example “Name in Romanian”."""
    language = dict(settings.LANGUAGES).get(code, code)
    return _("%(field)s (%(language)s)") % {"field": str(words).capitalize(), "language": language}


def field_name(source: str, code: str) -> str:
    return f"{source}__{code}"
