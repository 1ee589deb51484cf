import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils import timezone, translation

from commonpress.engines.site import options

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]


def speak_the_papers_language(answer: Answer) -> Answer:
    """Read the options once and answer in the publication's language and zone, whoever asks: one page for everyone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # A picture speaks no language; spare it the query.
        if request.path_info.startswith(settings.MEDIA_URL):
            return answer(request)
        try:
            paper = options.load()
        except DatabaseError:
            return without_the_options(request)
        options.hold(paper)
        try:
            with translation.override(paper.language), timezone.override(paper.timezone):
                return answer(request)
        finally:
            options.hold(None)

    return middleware


def without_the_options(request: HttpRequest) -> HttpResponse:
    """The database does not answer: ``handler500`` says so, in the language that the paper had."""
    log.exception("the options of the paper could not be read")
    refuse: Any = get_resolver().resolve_error_handler(500)
    with translation.override(options.last_language()):
        refused: HttpResponse = refuse(request)
    return refused
