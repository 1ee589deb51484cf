"""Errors as RFC 9457 has them (application/problem+json), each with a remedy. They are in English: programs read them."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from commonpress.domain.members.may import TooOften
from commonpress.domain.stories.errors import Conflict, Incomplete, StoryError
from commonpress.engines.media.refused import Refused as PictureRefused
from commonpress.engines.site.away import HEADERS, is_away

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TEXTS = ("headline", "standfirst", "body")
LONGEST = 300  # characters of what was sent that are told back


class Fault(Schema):
    """What is wrong with one field."""

    field: str = Field(description="Where: the part of the request and the field, with dots between.")
    detail: str


class Problem(Schema):
    """RFC 9457, with a remedy."""

    type: str = Field(description="Always about:blank: the status says the kind.")
    title: str
    status: int
    detail: str = Field(description="What is wrong with this request.")
    remedy: str = Field(description="What to do about it.")
    errors: list[Fault] = Field(default=[], description="The fields that are wrong, if any.")
    reference: str = Field(default="", description="Of a mistake of ours: under this name the log has it.")


class Both(Problem):
    """A conflict of two texts."""

    current: dict[str, Any] | None = Field(
        default=None, description="The text that stands, with its version."
    )
    yours: dict[str, Any] | None = Field(default=None, description="What was sent, and not kept.")


class Refusal(Exception):
    """A request that is answered with a problem. ``more`` are further members of it; ``headers`` go with the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        remedy: str,
        *,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.remedy = status, detail, remedy
        self.more, self.headers = dict(more or {}), dict(headers or {})


TITLES = {
    400: "Malformed request",
    401: "No valid token",
    403: "Not allowed",
    404: "Not found",
    405: "Wrong method",
    409: "Conflict",
    410: "Withdrawn",
    413: "Too large",
    422: "Invalid",
    429: "Too many requests",
    500: "Our mistake",
    503: "Not now",
}


def answer(refusal: Refusal) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": TITLES[refusal.status],
        "status": refusal.status,
        "detail": refusal.detail,
        "remedy": refusal.remedy,
        **refusal.more,
    }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=refusal.status, content_type=MEDIA_TYPE
    )
    for name, value in refusal.headers.items():
        response.headers[name] = value
    return response


def missing() -> Refusal:
    """The same words whether a thing does not exist or is not this token's to see."""
    return Refusal(404, "There is nothing here for you.", "Check the address and the number in it.")


def unauthorised() -> Refusal:
    return Refusal(
        401,
        "The request bears no token, or one that is unknown or revoked.",
        "Make a token under /account/tokens/ and send it as 'Authorization: Bearer …'.",
        headers={"WWW-Authenticate": 'Bearer realm="Commonpress"'},
    )


def malformed() -> Refusal:
    return Refusal(400, "The body cannot be read.", "Send UTF-8 JSON, or a form where a file is asked for.")


def too_large() -> Refusal:
    return Refusal(
        413, "The request is too large.", "Send at most 5 MB of text, or a picture of at most 20 MB."
    )


def away() -> Refusal:
    return Refusal(
        503,
        "The paper cannot do that just now; nothing was changed.",
        "Send the same request again in some seconds, with the same Idempotency-Key.",
        headers=HEADERS,
    )


def late() -> Refusal:
    return Refusal(
        503,
        "This takes too long just now; it may be done all the same.",
        "Send the same request again in some seconds, with the same Idempotency-Key: it acts once.",
        headers=HEADERS,
    )


def of_database(error: Exception) -> Refusal:
    """What is away comes back; any other failure of the database is our mistake."""
    if not is_away(error):
        raise error
    return away()


def of_validation(error: ValidationError) -> Refusal:
    faults = [
        {"field": ".".join(map(str, one["loc"]))[:LONGEST], "detail": str(one["msg"])[:LONGEST]}
        for one in error.errors
    ]
    return Refusal(
        422,
        "Some of what was sent is not as it must be.",
        "Mend the fields named in 'errors'.",
        more={"errors": faults},
    )


def of_http(error: HttpError) -> Refusal:
    if error.status_code == 401:
        return unauthorised()
    return (
        malformed()
        if error.status_code == 400
        else Refusal(error.status_code, str(error), "See the page at /api/.")
    )


def invalid(field: str, detail: str) -> Refusal:
    faults = [{"field": field, "detail": detail}]
    return Refusal(422, detail, "Mend the fields named in 'errors'.", more={"errors": faults})


def of_incomplete(error: Incomplete) -> Refusal:
    return invalid(f"body.{error.field}", str(error))


def of_conflict(error: Conflict) -> Refusal:
    """Both texts, so that nothing written is lost: the one that stands, with its version, and the one that was sent."""
    current = {name: getattr(error.current, name) for name in TEXTS} | {"version": error.current.seen}
    sent = error.yours._asdict() if hasattr(error.yours, "_asdict") else dict(error.yours or {})
    yours = {name: sent[name] for name in TEXTS if name in sent}
    remedy = "Bring the two together, and send the result with the version of 'current'."
    return Refusal(409, str(error), remedy, more={"current": current, "yours": yours})


def of_state(error: Exception) -> Refusal:
    return Refusal(
        409, str(error), "Fetch it again: somebody was faster, or it is not where this verb needs it to be."
    )


def of_picture(error: PictureRefused) -> Refusal:
    return Refusal(422, str(error), "Send a JPEG, PNG, WebP, GIF or AVIF picture of at most 20 MB.")


def of_permission(error: Exception) -> Refusal:
    return Refusal(
        403,
        str(error) or "This is not yours to do.",
        "Use a token with the right scope, of a member who may.",
    )


def too_often(error: TooOften) -> Refusal:
    return Refusal(429, str(error), "Wait as long as Retry-After says.", headers={"Retry-After": "3600"})


def teach(api: NinjaAPI) -> None:
    """Let every exception that our rooms or the library raise on purpose become a problem."""
    known: dict[type[Exception], Any] = {
        Refusal: lambda error: error,
        ValidationError: of_validation,
        AuthenticationError: lambda _: unauthorised(),
        HttpError: of_http,
        Http404: lambda _: missing(),
        PermissionDenied: of_permission,
        TooOften: too_often,
        StoryError: of_state,
        Incomplete: of_incomplete,
        Conflict: of_conflict,
        PictureRefused: of_picture,
        RequestDataTooBig: lambda _: too_large(),
        SuspiciousOperation: lambda _: malformed(),
        MultiPartParserError: lambda _: malformed(),
        UnreadablePostError: lambda _: malformed(),
        RecursionError: lambda _: malformed(),
        OperationalError: of_database,
        InterfaceError: of_database,
        OSError: of_database,
    }
    for kind, refusal_of in known.items():
        api.add_exception_handler(kind, handler(refusal_of))


def handler(refusal_of: Any) -> Any:
    def handle(_request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(refusal_of(error))

    return handle
