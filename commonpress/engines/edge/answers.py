"""What the edge says by itself, and whether what it has is news to who asks."""

import time
from typing import Any

from django.utils.http import parse_http_date_safe

from commonpress.engines.edge import bare, bridge, render
from commonpress.engines.edge.bridge import Scope
from commonpress.engines.edge.figures import Sent
from commonpress.engines.edge.page import Page, Variant, matches


def kept(page: Page) -> render.Made:
    return render.Made(page, bridge.Answer(200, [], b"", None))


def failed(name: str) -> render.Made:
    words = bare.NOT_MADE + f"Reference: {name}\n".encode()
    return render.Made(None, bridge.Answer(500, bare.PLAIN, words, None))


def lower(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name.lower(), value) for name, value in headers]


def host_of(scope: Scope, headers: Any) -> str:
    """``headers`` are the scope's, which the server makes anew each time they are asked for."""
    return headers.get("host") or scope.authority or ""


def send(
    page: Page, variant: Variant, method: str, headers: Any, protocol: Any, sent: Sent, name: str = ""
) -> None:
    """One coding of a page, with its age, or that it is unchanged; with the ``name`` of the request it was made for.

    From the event loop's thread or the server's: an Age that both write in the same moment may be a second off.
    """
    age = int(time.monotonic() - page.filled_at)
    if age != variant.second:
        variant.aged(max(0, age))
    if page.stale_since is not None:
        variant = variant.passing()
    if name:
        variant = variant.named(name)
    sent.all += 1
    if not_modified(page, variant, headers):
        sent.unchanged += 1
        protocol.response_empty(304, variant.not_modified)
    elif method == "HEAD":
        protocol.response_bytes(200, [*variant.head, ("content-length", str(len(variant.body)))], b"")
    else:
        protocol.response_bytes(200, variant.head, variant.body)


def not_modified(page: Page, variant: Variant, headers: Any) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides where there is one, else If-Modified-Since."""
    wanted = headers.get("if-none-match")
    if wanted is not None:
        return matches(wanted, variant.etag)
    since = headers.get("if-modified-since") if page.last_modified else None
    return since is not None and not is_newer(page.last_modified, since)


def is_newer(changed: str, since: str) -> bool:
    a, b = parse_http_date_safe(changed), parse_http_date_safe(since)
    return a is None or b is None or a > b
