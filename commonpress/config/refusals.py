"""Answers that two rooms give in their own way, by who asks: people a page, programs a problem."""

import sys
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from commonpress.config.security import POLICY
from commonpress.engines.site import away, options
from commonpress.engines.site.private import close
from commonpress.interfaces.front.views import errors

# Of a page that no middleware has touched.
SEALED = {**away.HEADERS, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}


def too_large(request: HttpRequest) -> HttpResponse:
    """``handler413``: Django has none of its own; ``engines/edge/too_large.py`` asks for it."""
    if request.path_info.startswith("/api/"):
        from commonpress.interfaces.api import problem  # not before a program comes: see api/urls.py

        return close(problem.answer(problem.too_large()))
    return errors.too_large(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """``handler500``, in the ``except`` of what failed."""
    if request.path_info.startswith("/api/") and away.is_away(sys.exc_info()[1]):
        return close(programs_come_again())
    return errors.server_error(request)


def come_again(path: str, method: str, is_begun: bool) -> tuple[list[tuple[str, str]], bytes]:
    """What the edge answers when no thread is free in time, or none is done: headers and body. Asks nothing of the
    database.
    """
    is_program, is_reading = path.startswith("/api/"), method in {"GET", "HEAD"}
    return asked_again(
        options.last_language(), is_program=is_program, is_reading=is_reading, is_begun=is_begun
    )


@lru_cache
def asked_again(
    language: str, *, is_program: bool, is_reading: bool, is_begun: bool
) -> tuple[list[tuple[str, str]], bytes]:
    with translation.override(language):
        if is_program:
            response = programs_come_again(is_begun=is_begun and not is_reading)
        else:
            response = errors.come_again(is_reading=is_reading, is_begun=is_begun)
    headers = {**response.headers, **SEALED}
    return [(name.lower(), value) for name, value in headers.items()], response.content


def programs_come_again(*, is_begun: bool = False) -> HttpResponse:
    from commonpress.interfaces.api import problem

    return problem.answer(problem.late() if is_begun else problem.away())
