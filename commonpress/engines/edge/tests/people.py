"""A server, its readers and a Django that are only here: the edge is driven request by request, in any order."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from commonpress.engines.edge import render
from commonpress.engines.edge.application import Application
from commonpress.engines.edge.bridge import Answer
from commonpress.engines.edge.memory import Memory
from commonpress.engines.edge.page import LIFE_SECONDS, new_page

HTML = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "public, max-age=0, s-maxage=29"),
]
T = TypeVar("T")
PATIENCE = 20.0  # seconds


@dataclass
class Said:
    """What went out for one request."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Headers(dict[str, str]):
    """As the server gives them: names in lower case."""


@dataclass
class Scope:
    method: str
    path: str
    query_string: str = ""
    headers: Headers = field(default_factory=Headers)
    client: str = "127.0.0.1:5000"
    scheme: str = "http"
    http_version: str = "1.1"
    authority: str | None = None


class Protocol:
    def __init__(self, body: bytes = b"") -> None:
        self.said = Said()
        self.sent = body

    async def __call__(self) -> bytes:
        return self.sent

    async def __aiter__(self) -> Any:
        yield self.sent

    def response_bytes(self, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
        self.said = Said(status, dict(headers), body)

    def response_empty(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        self.said = Said(status, dict(headers))


class Maker:
    """Makes pages in place of ``render.make``: counts, waits until it is let go, fails when told to."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.tags: dict[str, frozenset[str]] = {}
        self.words = b"<p>The ferry came back at noon.</p>"
        self.status = 200
        self.seconds = LIFE_SECONDS
        self.gate = threading.Event()
        self.gate.set()
        self.began = threading.Semaphore(0)

    def __call__(self, _: Any, key: str, _name: str = "") -> render.Made:
        self.made.append(key)
        words, status = self.words, self.status  # as they are when it begins
        self.began.release()
        assert self.gate.wait(PATIENCE)
        if status != 200:
            return render.Made(None, Answer(status, HTML, b"no", None))
        page = new_page(
            key, HTML, words * 30, tags=self.tags.get(key, frozenset({"site"})), seconds=self.seconds
        )
        return render.Made(page, Answer(200, HTML, words, None))


class Edge:
    """An edge with a maker of its own, inside a running loop."""

    def __init__(self, monkeypatch: Any, **options: Any) -> None:
        self.maker = Maker()
        monkeypatch.setattr(render, "make", self.maker)
        self.memory = Memory(10_000_000)
        self.application = Application(lambda *_: None, memory=self.memory, **options)

    def start(self) -> "Edge":
        self.application.__rsgi_init__(asyncio.get_running_loop())
        return self

    async def ask(self, path: str, method: str = "GET", *, body: bytes = b"", **headers: str) -> Said:
        return await self.ask_with(path, headers, method, body)

    async def ask_with(
        self, path: str, headers: dict[str, str], method: str = "GET", body: bytes = b""
    ) -> Said:
        place, _, query = path.partition("?")
        given = Headers(
            {"host": "paper.example"} | {name.replace("_", "-"): each for name, each in headers.items()}
        )
        scope, protocol = Scope(method, place, query, given), Protocol(body)
        if not self.application.at_once(scope, protocol):
            await self.application.__rsgi__(scope, protocol)
        return protocol.said

    async def until_making(self) -> None:
        """Wait until one more page has begun to be made."""
        began = await asyncio.get_running_loop().run_in_executor(
            None, self.maker.began.acquire, True, PATIENCE
        )
        assert began


def run(story: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """In a thread of its own: the one of the tests may have a browser's loop running."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, story()).result()
