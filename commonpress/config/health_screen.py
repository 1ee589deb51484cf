"""The owner's page of how the paper is doing, and its one button: failed errands are tried again."""

from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from commonpress.config import health
from commonpress.engines.events.put_back import put_back
from commonpress.engines.site import private
from commonpress.engines.site.office import Office, Screen
from commonpress.engines.site.owners import Shelf, actor

MOST_SHOWN = 50  # failed errands


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    lines = health.lines()
    failed = health.failed_errands()
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": SCREEN.name,
        "about": SCREEN.about,
        "lines": lines,
        "worst": health.worst(lines),
        "failed": failed[:MOST_SHOWN],
        "failed_count": failed.count(),
    }
    return private.close(TemplateResponse(request, "admin/health.html", context).render())


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """One errand, or without a number all that failed."""
    number = request.POST.get("errand", "")
    found = health.failed_errands()
    chosen = found.filter(pk=int(number)) if number.isdecimal() and len(number) < 18 else found
    done = sum(put_back(errand, by=actor(request)) for errand in chosen)
    words = ngettext("%(n)d errand was put back.", "%(n)d errands were put back.", done) % {"n": done}
    messages.add_message(request, messages.SUCCESS if done else messages.WARNING, words)
    return HttpResponseRedirect(reverse("health"))


SCREEN = Screen(
    name=_("How it is doing"),
    about=_("Mail, errands, backups, disk and the rest, in plain words, with what to do about each."),
    view="health",
    shelf=Shelf.WORKS,
    place=1,
)


def urls() -> list[URLPattern]:
    guard = admin.site.admin_view
    return [
        path("admin/health/", guard(show), name="health"),
        path("admin/health/again/", guard(try_again), name="health-again"),
    ]


def install() -> None:
    cast("Office", admin.site).add(SCREEN)
