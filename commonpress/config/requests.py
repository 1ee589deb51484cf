"""One line in the log for each request that Django answers, and one with the reason for each that failed.

Pages from memory go out without Django, and without a line; COMMONPRESS_LOG_REQUESTS=all asks the edge for those too.
"""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from commonpress.engines.edge import figures
from commonpress.engines.edge.public import IN_FRONT
from commonpress.engines.lib import asked, queries
from commonpress.engines.lib.tally import tally

log = logging.getLogger("commonpress.requests")
failures = logging.getLogger("commonpress.failures")

Answer = Callable[[HttpRequest], HttpResponse]

SECRET_PARTS = {"token", "key", "uidb36"}  # names of what a route takes from the address
LOOKS_SECRET = re.compile(r"(?=.*[A-Z0-9])[A-Za-z0-9_:=.~+-]{16,}")  # in an address that leads nowhere
LONGEST = 300  # characters of an address in the log
HIDDEN = "…"
MOST_SLOW = 5


def told(answer: Answer) -> Answer:
    """The outermost middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = request.META.get(asked.NAME) or asked.new()
        request.META[asked.NAME] = name
        began, before = time.perf_counter(), queries.asked.count
        with structlog.contextvars.bound_contextvars(request=name):
            response = answer(request)
            tell(request, response, time.perf_counter() - began, queries.asked.count - before)
        response.headers[asked.HEADER] = name
        return response

    return middleware


def tell(request: HttpRequest, response: HttpResponse, seconds: float, asks: int) -> None:
    kind = kind_of(request)
    tally.add("queries", asks)
    if kind != "made":  # those the edge counts
        figures.count(kind, response.status_code)
        if kind == "own":
            tally.time("answering", seconds)
    if kind != "file":
        slowest.look(request, seconds)
    if not log.isEnabledFor(logging.INFO):
        return
    facts = {"status": response.status_code, "ms": round(seconds * 1000, 1), "queries": asks, "kind": kind}
    log.info("%s %s", request.method, address(request), extra=facts)


def kind_of(request: HttpRequest) -> str:
    if request.META.get(IN_FRONT):
        return "made"
    is_file = request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL))
    return "file" if is_file else "own"


def address(request: HttpRequest) -> str:
    """The path without what is secret in it, and of the question only the names of what was asked."""
    path = path_of(request)
    names = "&".join(sorted(request.GET))
    return f"{path}?{names}"[:LONGEST] if names else path[:LONGEST]


def path_of(request: HttpRequest) -> str:
    """Without what is secret in it. Where a view was asked, Django has found the route already."""
    if found := request.resolver_match:
        return hidden(request.path_info, found)
    return without_secrets(request.path_info)


def hidden(path: str, found: ResolverMatch) -> str:
    for name, taken in found.kwargs.items():
        if name in SECRET_PARTS:
            path = path.replace(str(taken), HIDDEN)
    return path


def without_secrets(path: str) -> str:
    for way in (path, f"{path}/"):
        try:
            return hidden(path, resolve(way))
        except Resolver404:
            continue
    return "/".join(HIDDEN if LOOKS_SECRET.fullmatch(each) else each for each in path.split("/"))


class Slowest:
    """The slowest answers of this process, for the owner's page."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def look(self, request: HttpRequest, seconds: float) -> None:
        ms = round(seconds * 1000)
        if len(self.known) >= MOST_SLOW and ms <= min(self.known.values()):
            return
        path = path_of(request)[:LONGEST]
        if ms <= self.known.get(path, 0):
            return
        worst = sorted({**self.known, path: ms}.items(), key=lambda each: -each[1])
        self.known = dict(worst[:MOST_SLOW])
        tally.note(self.known)


slowest = Slowest()


def failed(request: Any = None, **_: Any) -> None:
    """For Django's signal of an exception nobody caught: the log has it under the reference the error page shows."""
    tally.add("failures")
    words = f"{request.method} {path_of(request)}" if request else "a request"
    name = asked.of(request.META) if request else ""
    failures.exception("%s failed", words, extra={"reference": name})
