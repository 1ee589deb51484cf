"""A body larger than any view takes is not read to anybody; Django says so, in the paper's dress and language."""

import io
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from commonpress.engines.edge import bridge
from commonpress.engines.lib import peers

MARK = "commonpress.too_large"  # in the environment, where no header of a request can put it

Answer = Callable[[HttpRequest], HttpResponse]


async def environ_of(scope: bridge.Scope, protocol: Any, trusted: peers.Networks) -> dict[str, Any]:
    """Of a request as it came; of one that is too large without its body, and marked."""
    try:
        return bridge.environ_of(scope, await bridge.body_of(scope, protocol), trusted)
    except bridge.TooLarge:
        return bridge.environ_of(scope, io.BytesIO(), trusted) | {MARK: True}


def refuse_the_too_large(answer: Answer) -> Answer:
    """Middleware: ``handler413`` of the URLconf answers for the view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.META.get(MARK):
            return answer(request)
        refuse: Any = get_resolver().resolve_error_handler(413)
        refused: HttpResponse = refuse(request)
        return refused

    return middleware
