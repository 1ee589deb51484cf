"""The hint: a cookie that says "somebody is signed in here", and nothing of who. Scripts may read it.

It follows the session's cookie, whoever set that (our sign-in or the owner's screens), so public pages never carry it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME = "member"

Answer = Callable[[HttpRequest], HttpResponse]


def keep_the_hint(answer: Answer) -> Answer:
    """Middleware around the session's: when that gives or takes its cookie, the hint is given or taken too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        session = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if session is None:
            return response
        if session.value and request.user.is_authenticated:
            give(response)
        elif not session.value:
            take(response)
        return response

    return middleware


def give(response: HttpResponse) -> None:
    response.set_cookie(
        NAME, "1", max_age=settings.SESSION_COOKIE_AGE, secure=settings.BEHIND_TLS, samesite="Lax"
    )


def take(response: HttpResponse) -> None:
    response.delete_cookie(NAME, samesite="Lax")
