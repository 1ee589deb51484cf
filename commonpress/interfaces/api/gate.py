"""What every request of the API passes: the language, the limits, the key that makes a write act once, the headers."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from commonpress.engines.lib import asked
from commonpress.engines.lib.tally import tally
from commonpress.engines.site import limits
from commonpress.engines.site.away import is_away
from commonpress.engines.site.private import close
from commonpress.interfaces.api import once, problem, tokens
from commonpress.interfaces.api.models import Token

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
CALLS_A_MINUTE = (
    300  # of one token, or of one line without a token: five a second, and no page of ours is slower for it
)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """Around each operation. No cookie is read or set, so there is no session to ride: a token is the only key."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override("en"):
            try:
                response = passed(request, lambda: view(request, *args, **kwargs))
            except problem.Refusal as refusal:
                response = problem.answer(refusal)
            except RequestDataTooBig:
                response = problem.answer(problem.too_large())
            except Exception as trouble:
                tally.add("failures")
                log.exception("%s %s failed", request.method, request.path)
                response = problem.answer(problem.away() if is_away(trouble) else failed(request))
        response.cookies.clear()
        return close(response)

    return answered


def passed(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    token = token_of(request)
    limited(request, token)
    response = act() if token is None or request.method in SAFE else once.act(request, token, act)
    return wrong_method(response) if response.status_code == 405 else response


def token_of(request: HttpRequest) -> Token | None:
    """The token the request bears, looked up once; ``auth.py`` says what it opens."""
    kind, _, words = request.headers.get("Authorization", "").partition(" ")
    token = tokens.find(words.strip()) if kind.lower() == "bearer" else None
    request.token = token  # type: ignore[attr-defined]
    if token:
        tokens.note_use(token)
    return token


def limited(request: HttpRequest, token: Token | None) -> None:
    """Raises a 429 when the token, or the line of one who has none, asks too often."""
    who, most = token.subject if token else limits.line_of(request), settings.API_CALLS_A_MINUTE
    if not limits.allow("api", who, per=MINUTE, most=most):
        raise problem.Refusal(
            429,
            f"More than {most} requests a minute.",
            "Wait as many seconds as Retry-After says, then go on more slowly.",
            headers={"Retry-After": "2"},
        )


def wrong_method(response: HttpResponse) -> HttpResponse:
    allowed = response.headers.get("Allow", "")
    refusal = problem.Refusal(
        405, "Nothing here answers that method.", f"Use {allowed}.", headers={"Allow": allowed}
    )
    return problem.answer(refusal)


def failed(request: HttpRequest) -> problem.Refusal:
    return problem.Refusal(
        500,
        "Something went wrong on our side.",
        "Nothing was changed. Try again in a moment.",
        more={"reference": asked.of(request.META)},
    )
