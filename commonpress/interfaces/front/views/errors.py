"""403, 404, 410, 413, 500 and 503 in the paper's own dress."""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from commonpress.domain.stories.models import Story
from commonpress.engines.lib import asked
from commonpress.engines.site import away, redirects
from commonpress.interfaces.front import frame


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that used to work leads on; any other is not found."""
    if request.method in {"GET", "HEAD"} and (target := redirects.target_of(request.path)):
        return HttpResponsePermanentRedirect(target)
    return page(
        404,
        _("There is no page here"),
        _("The address may be mistyped, or the page was never written. The search finds what we have."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        403, _("This is not yours to open"), _("Sign in with another account, or go back to the front page.")
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(
        403,
        _("The form is too old"),
        _("Go back, load the page again and send the form once more. Nothing was changed."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return page(
        400, _("We did not understand that"), _("The address or the form was malformed. Nothing was changed.")
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return page(
        413,
        _("That is too large to send"),
        _(
            "A picture may have 20 MB, a text 5 MB. Make it smaller, go back and send it again. Nothing was"
            " changed."
        ),
    )


def gone(request: HttpRequest, story: Story) -> HttpResponse:
    """The tombstone of a withdrawn story: that it was here, and why it is not."""
    response = page(
        410,
        _("This story was withdrawn"),
        _("It was published here and has been taken back."),
        reason=story.withdrawal_reason,
        story_headline=story.headline,
        withdrawn_at=story.withdrawn_at,
    )
    response.headers["Cache-Tag"] = story.subject
    return response


def page(code: int, heading: str, sentence: str, **more: Any) -> HttpResponse:
    head = frame.Head(title=heading, path="/", is_indexed=False)
    context = {"code": code, "heading": heading, "sentence": sentence, **more}
    response = frame.render("front/error.html", head, context, status=code)
    response.headers["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Must work when the database does not: a page of its own, without the frame."""
    reference = asked.of(request.META)
    if away.is_away(sys.exc_info()[1]):
        return come_again(is_reading=request.method in {"GET", "HEAD"}, reference=reference)
    body = render_to_string("front/500.html", {"reference": reference})
    return HttpResponse(body, status=500, headers={"Cache-Control": "no-store", "Retry-After": "30"})


def come_again(*, is_reading: bool, reference: str = "", is_begun: bool = False) -> HttpResponse:
    """What we stand on is away for the moment: the database, the disk, a free thread. What ``is_begun`` may be done."""
    context = {"is_reading": is_reading, "is_begun": is_begun, "reference": reference}
    body = render_to_string("front/503.html", context)
    return HttpResponse(body, status=503, headers=away.HEADERS)
