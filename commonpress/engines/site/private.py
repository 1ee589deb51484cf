"""Pages for one person: the paper's frame around them, kept by nobody on the way and found by no robot."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone, translation

from commonpress.engines.site import look, options
from commonpress.engines.site.menu import menu

NOT_KEPT = "private, no-store"


def render(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """A private page. Its template extends ``tool.html``. One query of its own."""
    return close(HttpResponse(render_to_string(template, {**frame(title), **context}, request)))


def frame(title: str) -> dict[str, Any]:
    """What ``base.html`` shows around a page that no search engine may list."""
    paper = options.paper()
    return {
        "paper": paper,
        "menu": menu(),
        "look_url": look.url(paper),
        "icon_url": paper.icon,
        "today": timezone.localtime(),
        "head": {"is_indexed": False},
        "title": title,
        "LANGUAGE_CODE": translation.get_language(),
    }


def close(response: HttpResponse) -> HttpResponse:
    """Let no cache keep the answer, the browser's included."""
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def with_own_frames(response: HttpResponse) -> HttpResponse:
    """Let pages of the paper stand in frames of this one, and this one in theirs; the policy of all others forbids it."""
    response.own_frames = True  # type: ignore[attr-defined]
    return close(response)


def form_token(request: HttpRequest) -> str:
    """What a script sends with a form, for answers that are fetched beside a page.

    Who has the cookie is not sent it again: an answer that was on its way while somebody signed in would put the old one
    back, and their next form be refused.
    """
    token = get_token(request)
    if settings.CSRF_COOKIE_NAME in request.COOKIES:
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return token
