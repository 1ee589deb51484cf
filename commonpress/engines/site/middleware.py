from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from commonpress.engines.site import options

Answer = Callable[[HttpRequest], HttpResponse]


def speak_the_papers_language(answer: Answer) -> Answer:
    """Read the options once and answer in the publication's language and zone, whoever asks: one page for everyone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # A picture speaks no language; spare it the query.
        if request.path_info.startswith(settings.MEDIA_URL):
            return answer(request)
        paper = options.load()
        options.hold(paper)
        try:
            with translation.override(paper.language), timezone.override(paper.timezone):
                return answer(request)
        finally:
            options.hold(None)

    return middleware
