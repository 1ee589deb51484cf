"""A view opts in to being public; nothing is cacheable by default."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, overload

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe, quote_etag

from commonpress.engines.edge import compress
from commonpress.engines.edge.holes import Hole

View = Callable[..., HttpResponse]

TAGS = "Cache-Tag"
IN_FRONT = "commonpress.edge"  # in a request's environment: the edge asks, and will seal the answer itself
BROWSER_SECONDS = 0  # a browser asks again each time and is told 304
# Of a cache in front of us. The words in a page's holes may be half a minute old when it takes the page (page.py). nginx
# does not count on from ``Age``, and keeps a page up to a second longer than it is told: together a minute at most.
SHARED_SECONDS = 29


@dataclass
class Kept:
    """What the edge must know of an answer it may keep."""

    holes: tuple[Hole, ...]
    seconds: float | None
    part_tags: frozenset[str] = frozenset()


@overload
def public(view: View) -> View: ...
@overload
def public(view: None = None, *, parameters: Iterable[str]) -> Callable[[View], View]: ...
def public(view: View | None = None, *, parameters: Iterable[str] = ()) -> View | Callable[[View], View]:
    """Mark a GET view as the same for every reader: shared cache headers, a strong ETag, 304 and HEAD.

    The view must read nothing of the reader (no cookie, no session, no language header), and of the query string only
    ``parameters``: the edge drops all others before the view is asked.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
            return finished(request, view(request, *args, **kwargs))

        answer.public_parameters = frozenset(parameters)  # type: ignore[attr-defined]
        answer.csrf_exempt = True  # type: ignore[attr-defined] # it changes nothing; a post is told 405, not 403
        return answer

    return mark if view is None else mark(view)


def finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A public answer, sealed unless the edge will do that."""
    if response.status_code != 200 or response.streaming:
        return response
    seconds = getattr(response, "seconds", None)
    shared = SHARED_SECONDS if seconds is None else min(SHARED_SECONDS, int(seconds))
    response.headers.setdefault("Cache-Control", f"public, max-age={BROWSER_SECONDS}, s-maxage={shared}")
    if request.META.get(IN_FRONT):
        kept = Kept(getattr(response, "holes", ()), seconds, getattr(response, "part_tags", frozenset()))
        response.kept = kept  # type: ignore[attr-defined]
        return response
    return sealed(request, response)


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


def tag(
    response: HttpResponse,
    tags: Iterable[str],
    *,
    changed: float | None = None,
    seconds: float | None = None,
    holes: tuple[Hole, ...] = (),
    part_tags: Iterable[str] = (),
) -> HttpResponse:
    """Name what stands on the page, when anything of it changed last, how many ``seconds`` it may be kept at most, and
    where its ``holes`` are, filled already. ``part_tags`` name what stands in its parts (parts.py).

    Give ``changed`` (seconds since the epoch) only when nothing else, neither time nor a counter, can change the page:
    it is answered with 304. Without ``seconds`` a page is kept an hour.
    """
    own = set(tags)
    response.headers[TAGS] = ", ".join(sorted(own.union(part_tags)))
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    response.seconds = seconds  # type: ignore[attr-defined]
    response.holes = holes  # type: ignore[attr-defined]
    response.part_tags = frozenset(part_tags) - own  # type: ignore[attr-defined]
    return response
