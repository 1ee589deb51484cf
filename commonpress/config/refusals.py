"""Answers that two rooms give in their own way, by who asks: people a page, programs a problem."""

from django.http import HttpRequest, HttpResponse

from commonpress.engines.site.private import close
from commonpress.interfaces.front.views import errors


def too_large(request: HttpRequest) -> HttpResponse:
    """``handler413``: Django has none of its own; ``engines/edge/too_large.py`` asks for it."""
    if request.path_info.startswith("/api/"):
        from commonpress.interfaces.api import problem  # not before a program comes: see api/urls.py

        return close(problem.answer(problem.too_large()))
    return errors.too_large(request)
