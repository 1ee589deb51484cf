"""Plain requests, byte for byte: no client's own cookies, redirects or codings get in the way."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.site.paper import Server


@dataclass(frozen=True)
class Answer:
    """One answer; of a header that came twice, ``headers`` has the last. ``cookies`` are all that it sets."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()


def ask(
    server: Server | str, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> Answer:
    """``headers`` with underscores for hyphens; ``host`` replaces the right one."""
    return ask_with(server, path, headers, method, body)


def ask_with(
    server: Server | str, path: str, headers: dict[str, str], method: str = "GET", body: bytes | None = None
) -> Answer:
    address = server if isinstance(server, str) else server.url
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        line.putrequest(method, path, skip_host="host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        if body is not None:
            line.putheader("content-length", str(len(body)))
        line.endheaders(body)
        answer = line.getresponse()
        cookies = tuple(value for name, value in answer.getheaders() if name.lower() == "set-cookie")
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, answer.read(), cookies)
    finally:
        line.close()
