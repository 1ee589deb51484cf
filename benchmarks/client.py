"""A small HTTP client that asks at a constant rate, or as fast as so many connections are answered.

At a constant rate each request has the moment at which it is due, and its time is counted from then on, also while it
waits for a free connection: a server that stops for a second has a thousand slow answers then, not one.
"""

import asyncio
import gc
import re
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
ETAG = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)
LOST = 0  # the status of a request whose connection broke
PATIENCE = 30.0  # seconds after the last was sent


@dataclass(slots=True)
class Told:
    """What came of one request: status, seconds since it was due, when that was (seconds since the epoch), validator."""

    status: int
    seconds: float
    at: float
    etag: bytes = b""


class Line(asyncio.Protocol):
    """One connection; one request at a time."""

    def __init__(self, load: "Load") -> None:
        self.load = load
        self.number = -1
        self.got = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def ask(self, number: int) -> None:
        self.number = number
        self.transport.write(self.load.asked[number])

    def data_received(self, data: bytes) -> None:
        self.got = self.got + data if self.got else data
        end = self.got.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.got[:end]
        length = LENGTH.search(head)
        if len(self.got) >= end + 4 + (int(length[1]) if length else 0):
            self.got = b""
            etag = ETAG.search(head)
            self.load.landed(self, int(head[9:12]), etag[1] if etag else b"")

    def connection_lost(self, _: Exception | None) -> None:
        if self.number >= 0:
            self.load.landed(self, LOST, b"")


class Load:
    """``asked`` are whole requests as bytes; the answers come in the same order."""

    def __init__(self, address: str, asked: Sequence[bytes], lines: int) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.asked = asked
        self.lines = lines
        self.told: list[Told | None] = [None] * len(asked)
        self.due: list[float] = [0.0] * len(asked)
        self.free: deque[Line] = deque()
        self.waiting: deque[int] = deque()
        self.left = len(asked)

    async def run(self, rate: float | None) -> list[Told]:
        loop = asyncio.get_running_loop()
        self.done = loop.create_future()
        for _ in range(self.lines):
            _transport, line = await loop.create_connection(lambda: Line(self), self.host, self.port)
            self.free.append(line)
        self.epoch = time.time() - time.perf_counter()
        await (self.pace(rate) if rate else self.hurry())
        await asyncio.wait_for(self.done, None if rate is None else PATIENCE)
        for line in self.free:
            line.transport.close()
        return [told or Told(LOST, PATIENCE, 0.0) for told in self.told]

    async def pace(self, rate: float) -> None:
        began = time.perf_counter() + 0.05
        for number in range(len(self.asked)):
            self.due[number] = due = began + number / rate
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            elif number % 16 == 0:
                await asyncio.sleep(0)
            self.send(number)

    async def hurry(self) -> None:
        self.waiting.extend(range(len(self.asked)))
        for line in list(self.free):
            self.next(line)

    def send(self, number: int) -> None:
        if self.free:
            self.free.popleft().ask(number)
        else:
            self.waiting.append(number)

    def landed(self, line: Line, status: int, etag: bytes) -> None:
        number, line.number = line.number, -1
        now, due = time.perf_counter(), self.due[number]
        self.told[number] = Told(status, now - due, due + self.epoch, etag)
        self.left -= 1
        if not self.left:
            self.done.set_result(None)
        if status != LOST:
            self.next(line)

    def next(self, line: Line) -> None:
        """Give a free connection what waits; while there is room, as fast as it can, a request is due when it is sent."""
        if line in self.free:
            self.free.remove(line)
        if not self.waiting:
            self.free.append(line)
            return
        number = self.waiting.popleft()
        self.due[number] = self.due[number] or time.perf_counter()
        line.ask(number)


def steady(address: str, asked: Sequence[bytes], rate: float, lines: int = 64) -> list[Told]:
    """Ask ``rate`` times a second, however slowly it is answered."""
    return run(Load(address, asked, lines), rate)


def hurried(address: str, asked: Sequence[bytes], lines: int = 16) -> list[Told]:
    """Ask on ``lines`` connections, on each again as soon as it was answered."""
    return run(Load(address, asked, lines), None)


def run(load: Load, rate: float | None) -> list[Told]:
    gc.collect()
    gc.disable()  # a pause of ours must not pass for one of the server
    try:
        return asyncio.run(load.run(rate))
    finally:
        gc.enable()


def get(path: str, **headers: str) -> bytes:
    return request("GET", path, headers)


def post(path: str, body: bytes, **headers: str) -> bytes:
    given = {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body)), **headers}
    return request("POST", path, given) + body


def request(method: str, path: str, headers: dict[str, str]) -> bytes:
    """A whole request; ``_`` in the name of a header stands for ``-``."""
    given = {"host": "127.0.0.1", "accept-encoding": "gzip, deflate, br", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode()


def quantile(seconds: Sequence[float], share: float) -> float:
    """Milliseconds below which ``share`` of them lie."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]
