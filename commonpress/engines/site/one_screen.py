"""A screen that is one form instead of a list of rows: the paper's options, the top of the front page."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from commonpress.engines.site.owners import OwnersAdmin


class OneScreen(OwnersAdmin):
    """Subclasses answer ``make_form``, ``shelves`` and ``keep``; ``keep`` may refuse with a ``ValidationError``."""

    kept: ClassVar[Any] = _("Saved.")

    def make_form(self, request: HttpRequest) -> forms.Form:
        raise NotImplementedError

    def shelves(self, form: forms.Form) -> list[tuple[Any, dict[str, Any]]]:
        raise NotImplementedError

    def keep(self, request: HttpRequest, form: forms.Form) -> None:
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        """The form alone: the raw rows behind it have no page."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_changelist"
        return [path("", self.admin_site.admin_view(self.changelist_view), name=name)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = self.make_form(request)
        if request.method == "POST" and form.is_valid() and self.saved(request, form):
            messages.success(request, self.kept)
            return HttpResponseRedirect(request.path)
        return self.show(request, form)

    def saved(self, request: HttpRequest, form: forms.Form) -> bool:
        """Whether all of it was kept; else nothing was, and the form says at which field."""
        try:
            with transaction.atomic():
                self.keep(request, form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return False
        return True

    def show(self, request: HttpRequest, form: forms.Form) -> TemplateResponse:
        plain: Any = form  # Django's helper says it wants a model form and is content with any
        context = {
            **self.admin_site.each_context(request),
            "title": self.label or self.opts.verbose_name_plural,
            "about": self.about,
            "adminform": helpers.AdminForm(plain, self.shelves(form), {}, model_admin=self),
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/one_screen.html", context)
