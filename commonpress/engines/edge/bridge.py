"""From the server's requests (RSGI, https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md) to
Django's (WSGI, PEP 3333) and back. What the server gives is not trusted: names with an underscore, forwarded addresses.
"""

import io
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from commonpress.engines.edge import patience
from commonpress.engines.lib import asked, peers

IN_MEMORY_BYTES = 256 * 1024  # of a body; what is larger waits in a file
LARGEST_BODY = 32 * 1024 * 1024  # bytes; the largest upload a view takes is smaller
DRAINED_BYTES = (
    8 * LARGEST_BODY
)  # read and thrown away: a browser shows no answer that comes while it still sends


class Scope(Protocol):
    """A request as the server hands it over."""

    client: str
    method: str
    path: str
    query_string: str
    scheme: str
    http_version: str
    authority: str | None
    headers: Any


class TooLarge(Exception):
    """The body of a request is larger than any view takes."""


@dataclass
class Answer:
    """What Django said."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | Iterator[bytes]
    response: Any = field(repr=False)


async def body_of(scope: Scope, protocol: Any) -> io.BufferedIOBase | Any:
    """The whole body, read before a thread is taken: a slow sender holds none.

    Raises ``TooLarge``, and ``patience.Gone`` when it does not come on or ends before its time: half a text must not be
    taken for a whole one. The server does not say when a body in chunks broke off, hence ``patience.Unmeasured``.
    """
    if scope.method in {"GET", "HEAD"}:
        return io.BytesIO()
    told = scope.headers.get("content-length", "")
    length = int(told) if told.isdecimal() else 0
    if length > DRAINED_BYTES:
        raise TooLarge
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 (closed with the request)
    try:
        read = await read_into(body, protocol)
        if max(read, length) > LARGEST_BODY:
            raise TooLarge
        if read < length:
            raise patience.Gone
        if read and not told:
            raise patience.Unmeasured
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


async def read_into(body: Any, protocol: Any) -> int:
    """How many bytes came; no more than ``LARGEST_BODY`` of them are kept."""
    pieces, began, read = aiter(protocol), time.monotonic(), 0
    while read <= DRAINED_BYTES and (piece := await patience.next_piece(pieces, began, read)) is not None:
        read += len(piece)
        if read <= LARGEST_BODY:
            body.write(piece)
    return read


def environ_of(scope: Scope, body: Any, trusted: peers.Networks) -> dict[str, Any]:
    """Everything of a request, for a view that may depend on who asks."""
    items = scope.headers.items()
    address, is_secure = peers.seen_through(scope.client, items, trusted)
    length = body.seek(0, io.SEEK_END)
    body.seek(0)
    environ = base(scope.method, scope.path, scope.query_string, body)
    environ |= {
        "REMOTE_ADDR": address,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.url_scheme": "https" if is_secure else scope.scheme,
        asked.NAME: asked.name_of(scope.client, items, trusted),
        **headers_of(items),
    }
    if length:
        environ["CONTENT_LENGTH"] = str(length)
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    return environ


def base(method: str, path: str, query: str, body: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def headers_of(items: list[tuple[str, str]]) -> dict[str, str]:
    """Headers as WSGI names them, without those a reader could deceive with: one with an underscore passes for another,
    and what a proxy forwards was read already."""
    found: dict[str, str] = {}
    for name, value in items:
        if "_" in name or name.startswith("x-forwarded") or name == "forwarded":
            continue
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        joined = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{joined}{value}" if key in found else value
    return found


def ask(django: Any, environ: dict[str, Any]) -> Answer:
    """Let Django answer, in this thread. A short body comes whole, a long one in pieces."""
    started: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
        started.update(status=int(status.split(" ", 1)[0]), headers=headers)

    response = django(environ, start)
    try:
        body = iter(response) if is_long(response) else b"".join(response)
    finally:
        if not is_long(response):
            response.close()
    return Answer(started["status"], started["headers"], body, response)


WHOLE_BYTES = 1024 * 1024  # a stream of known length up to here is sent in one piece


def is_long(response: Any) -> bool:
    if not response.streaming:
        return False
    length = response.headers.get("Content-Length", "")
    return not (length.isdecimal() and int(length) <= WHOLE_BYTES)
