"""A view opts in to being public; nothing is cacheable by default."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag, parse_http_date_safe

View = Callable[..., HttpResponse]

TAGS = "Cache-Tag"
BROWSER_SECONDS = 0  # a browser asks again each time and is told 304
SHARED_SECONDS = 60


def public(view: View) -> View:
    """Mark a GET view as the same for every reader: shared cache headers, a strong ETag, 304 and HEAD.

    The view must read nothing of the reader (no cookie, no session, no language header).
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or response.streaming:
            return response
        response.headers.setdefault(
            "Cache-Control", f"public, max-age={BROWSER_SECONDS}, s-maxage={SHARED_SECONDS}"
        )
        etag = quote_etag(hashlib.blake2b(response.content, digest_size=16).hexdigest())
        response.headers["ETag"] = etag
        # The content's hash is the validator: a page may change (a counter, a slot) without its story changing. Only a
        # view that said with ``tag(changed=…)`` when anything on it changed last is judged by If-Modified-Since too.
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        return get_conditional_response(request, etag, changed, response) or response

    return answer


def tag(response: HttpResponse, tags: Iterable[str], *, changed: float | None = None) -> HttpResponse:
    """Name what stands on the page, and when anything of it changed last (seconds since the epoch).

    Give ``changed`` only when nothing else, neither time nor a counter, can change the page: it is answered with 304.
    """
    response.headers[TAGS] = ", ".join(sorted(set(tags)))
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    return response
