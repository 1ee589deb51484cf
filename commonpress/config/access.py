"""A line for every request, those answered from memory too: only when COMMONPRESS_LOG_REQUESTS=all asks for it.

It stands around the edge, so that without it nothing of it is run. Lines are gathered and written once a second, aside from
the thread that answers. What Django answered has its own line (requests.py) and is left out here.
"""

import logging
import time
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from commonpress.config.requests import LONGEST, without_secrets
from commonpress.engines.edge.application import Application
from commonpress.engines.edge.page import REQUEST

log = logging.getLogger("commonpress.requests")

EVERY_SECONDS = 1.0
MOST = 20_000  # lines that wait; of more in one second it is told how many there were


class Noted:
    """The server's side of one request, which notes what is answered."""

    def __init__(self, protocol: Any) -> None:
        self.protocol = protocol
        self.status, self.size, self.is_told = 0, 0, False

    def response_bytes(self, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
        self.note(status, headers, len(body))
        self.protocol.response_bytes(status, headers, body)

    def response_empty(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        self.note(status, headers, 0)
        self.protocol.response_empty(status, headers)

    def response_stream(self, status: int, headers: Iterable[tuple[str, str]]) -> Any:
        self.note(status, headers, 0)
        return self.protocol.response_stream(status, headers)

    def note(self, status: int, headers: Iterable[tuple[str, str]], size: int) -> None:
        self.status, self.size = status, size
        self.is_told = any(name == REQUEST for name, _ in headers)

    def __call__(self) -> Any:
        return self.protocol()

    def __aiter__(self) -> Any:
        return aiter(self.protocol)


class Line(NamedTuple):
    method: str
    path: str
    status: int
    ms: float
    size: int


class Access:
    """In place of the edge it stands around."""

    def __init__(self, edge: Application) -> None:
        self.edge = edge
        self.lines: deque[Line] = deque()  # what is answered at once adds to it from another thread
        self.left_out = 0

    def __rsgi_init__(self, loop: Any) -> None:
        self.edge.__rsgi_init__(loop)
        self.loop = loop
        self.later()

    def at_once(self, scope: Any, protocol: Any) -> bool:
        noted, began = Noted(protocol), time.perf_counter()
        done = self.edge.at_once(scope, noted)
        if done:
            self.keep(scope, noted, began)
        return done

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        noted, began = Noted(protocol), time.perf_counter()
        await self.edge.__rsgi__(scope, noted)
        if not noted.is_told:
            self.keep(scope, noted, began)

    def keep(self, scope: Any, noted: Noted, began: float) -> None:
        if len(self.lines) >= MOST:
            self.left_out += 1
            return
        ms = round((time.perf_counter() - began) * 1000, 2)
        self.lines.append(Line(scope.method, scope.path, noted.status, ms, noted.size))

    def later(self) -> None:
        self.loop.call_later(EVERY_SECONDS, self.write)

    def write(self) -> None:
        left_out, self.left_out = self.left_out, 0
        lines = [self.lines.popleft() for _ in range(len(self.lines))]
        if lines:
            self.loop.run_in_executor(self.edge.aside, tell, lines, left_out)
        self.later()


@lru_cache(maxsize=2048)
def shown(path: str) -> str:
    """The same few thousand pages, second after second."""
    return without_secrets(path)[:LONGEST]


def tell(lines: Iterable[Line], left_out: int) -> None:
    for line in lines:
        facts = {"status": line.status, "ms": line.ms, "bytes": line.size, "kind": "kept"}
        log.info("%s %s", line.method, shown(line.path), extra=facts)
    if left_out:
        log.warning("%d more requests in this second have no line", left_out)
