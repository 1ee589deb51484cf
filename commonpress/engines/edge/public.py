"""A view opts in to being public; nothing is cacheable by default."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe, quote_etag

from commonpress.engines.edge import compress

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
        return sealed(request, response)

    return answer


def sealed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its validators, in the coding the browser asked for; 304 when it has it already."""
    digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
    patch_vary_headers(response, ["Accept-Encoding"])
    coding = compress.choose(request.headers.get("Accept-Encoding", ""))
    if coding and compress.is_worthwhile(response.headers.get("Content-Type", ""), len(response.content)):
        # A strong validator names the bytes that were sent, so each coding has its own.
        etag = quote_etag(f"{digest}-{coding}")
    else:
        coding, etag = "", quote_etag(digest)
    response.headers["ETag"] = etag
    # The content's hash is the validator: a page may change (a counter, a slot) without its story changing. Only a
    # view that said with ``tag(changed=…)`` when anything on it changed last is judged by If-Modified-Since too.
    changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    answer = get_conditional_response(request, etag, changed, response) or response
    if coding and answer.status_code == 200:
        answer.content = compress.compress(answer.content, coding)
        answer.headers["Content-Encoding"] = coding
        answer.headers["Content-Length"] = str(len(answer.content))
    return answer


def tag(response: HttpResponse, tags: Iterable[str], *, changed: float | None = None) -> HttpResponse:
    """Name what stands on the page, and when anything of it changed last (seconds since the epoch).

    Give ``changed`` only when nothing else, neither time nor a counter, can change the page: it is answered with 304.
    """
    response.headers[TAGS] = ", ".join(sorted(set(tags)))
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    return response
