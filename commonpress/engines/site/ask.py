"""The page between choosing an action on a list and doing it: one form, asked once for all chosen rows."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest
from django.template.response import TemplateResponse

from commonpress.engines.site.owners import OwnersAdmin

ANSWERED = "answered"


def answer_of(request: HttpRequest, make: Any) -> tuple[forms.Form, bool]:
    """The form, and whether it was sent and is right."""
    sent = ANSWERED in request.POST
    form: forms.Form = make(request.POST if sent else None)
    return form, sent and form.is_valid()


def ask(
    screen: OwnersAdmin,
    request: HttpRequest,
    form: forms.Form,
    rows: Iterable[Any],
    *,
    action: str,
    title: Any,
    button: Any,
) -> TemplateResponse:
    """Show the question; its answer is posted to the same list with the same action and the same rows."""
    context = {
        **screen.admin_site.each_context(request),
        "title": title,
        "button": button,
        "rows": rows,
        "form": form,
        "action": action,
        "answered": ANSWERED,
        "chosen": ACTION_CHECKBOX_NAME,
        "opts": screen.opts,
    }  # fmt: skip
    return TemplateResponse(request, "admin/ask.html", context)
