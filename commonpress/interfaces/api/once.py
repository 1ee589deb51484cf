"""A write with an Idempotency-Key acts once: its answer is kept in the transaction of what it did."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from commonpress.engines.lib import clock
from commonpress.interfaces.api.models import Deed, Token
from commonpress.interfaces.api.problem import Refusal

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT = timedelta(days=2)  # after this a key may be used anew
REPEATED = "Idempotency-Replayed"


def act(request: HttpRequest, token: Token, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it, or answer what was answered before under the same key.

    Two at once: the second waits for the first one's commit. What was refused leaves no trace, and may be sent again.
    A picture is its own key (the same one of the same member is kept once), and is too slow for a transaction.
    """
    key = request.headers.get(HEADER, "")
    if not key or request.content_type == "multipart/form-data":
        return do()
    if len(key) > LONGEST or not key.isprintable():
        raise Refusal(
            400, f"The {HEADER} is too long or holds controls.", f"Use at most {LONGEST} letters and digits."
        )
    digest = digest_of(request)
    Deed.objects.filter(token=token, key=key, at__lt=clock.now() - KEPT).delete()
    try:
        return acted(token, key, digest, do)
    except Raced:
        return repeated(token, key, digest)


class Raced(Exception):
    """The key was used before, or by a request that was faster."""


@transaction.atomic
def acted(token: Token, key: str, digest: str, do: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with transaction.atomic():
            deed = Deed.objects.create(token=token, key=key, digest=digest, at=clock.now())
    except IntegrityError:
        raise Raced from None
    response = do()
    if response.status_code >= 300:
        transaction.set_rollback(True)
        return response
    deed.status, deed.body = response.status_code, response.content.decode()
    deed.save(update_fields=["status", "body"])
    return response


def repeated(token: Token, key: str, digest: str) -> HttpResponse:
    deed = Deed.objects.filter(token=token, key=key).first()
    if deed is None:
        raise Refusal(409, "The request under this key is being answered.", "Send it again in a moment.")
    if deed.digest != digest:
        raise Refusal(422, f"This {HEADER} was used for another request.", "Use a new key for a new request.")
    response = HttpResponse(deed.body, status=deed.status, content_type="application/json; charset=utf-8")
    response.headers[REPEATED] = "true"
    return response


def digest_of(request: HttpRequest) -> str:
    what = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(what).hexdigest()
