"""How long anybody waits, so that everybody is answered within five seconds whatever has stopped behind us."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from commonpress.engines.site import away

T = TypeVar("T")
AWAY = 503

QUEUE_SECONDS = 1.75  # for a thread. The database then has 3 s (config/waiting.py): together less than five
OLD_PAGE_SECONDS = 2.0  # for a new page where there is an old one, which goes out then
OLD_PAGE_AGAIN_SECONDS = 1.0  # for so long without waiting
OUTAGE_SECONDS = 5.0  # before a database that did not answer is asked for a page again
NEW_PAGE_SECONDS = 4.0  # for a page that there is no old one of
STORED_SECONDS = 4.0  # for a small post to be stored
# For everything else, from the moment its body was whole. A commit that waits for a standby ends when it wants to: no
# time-out of the database takes it back. The second that is left is for the way here: a worker that begins, a busy machine.
ANSWER_SECONDS = 4.0
# A body must come on: a piece of it within so many seconds, and the whole at this rate once it had time to begin.
PIECE_SECONDS = 20.0
BEGINNING_SECONDS = 30.0
SLOWEST_BYTES = 2000  # a second


class Busy(Exception):
    """No thread was free in time; nothing was begun."""


class Unmeasured(Exception):
    """A body came without its length: one that ended before its time could not be told from a whole one."""


class Gone(Exception):
    """Who sent the request left, or was too slow, before its body was whole; what came of it is not used."""


class Threads:
    """The threads that ask Django. One of them is never given to a write: those wait for a lock together."""

    def __init__(self, count: int, name: str = "django") -> None:
        self.pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        self.writes = asyncio.Semaphore(max(1, count - 1))

    async def run(self, work: Callable[..., T], *given: Any, is_write: bool) -> T:
        """What ``work`` answers, begun within ``QUEUE_SECONDS``. Raises ``Busy``."""
        if not is_write:
            return await self.begin(work, *given, seconds=QUEUE_SECONDS)
        began = time.monotonic()
        try:
            await asyncio.wait_for(self.writes.acquire(), QUEUE_SECONDS)
        except TimeoutError:
            raise Busy from None
        try:
            return await self.begin(work, *given, seconds=QUEUE_SECONDS - (time.monotonic() - began))
        finally:
            self.writes.release()

    async def begin(self, work: Callable[..., T], *given: Any, seconds: float) -> T:
        job = self.pool.submit(work, *given)
        answered = asyncio.wrap_future(job)
        await asyncio.wait([answered], timeout=max(0.0, seconds))
        if not answered.done() and job.cancel():
            raise Busy
        return await answered


class Outage:
    """Whether the database did not answer a moment ago: old pages go out then, and nobody waits to hear it again."""

    def __init__(self) -> None:
        self.until = 0.0

    def note(self, problem: BaseException | None, status: int = 0) -> None:
        if status == AWAY or away.is_away(problem):
            self.until = time.monotonic() + OUTAGE_SECONDS

    def is_on(self) -> bool:
        return time.monotonic() < self.until


async def landed(flight: "asyncio.Future[T]", *, has_old: bool) -> T | None:
    """What came of making a page; nothing when that takes too long. It goes on, for who asks later and who still waits:
    one reader may leave.
    """
    await asyncio.wait([flight], timeout=OLD_PAGE_SECONDS if has_old else NEW_PAGE_SECONDS)
    return flight.result() if flight.done() else None


async def stored(answered: "asyncio.Future[int]") -> int:
    """The status of a small post. Who is not told in time may send the same again: it counts once."""
    late = asyncio.get_running_loop().call_later(STORED_SECONDS, give_up, answered)
    try:
        return await answered
    finally:
        late.cancel()


def give_up(answered: "asyncio.Future[int]") -> None:
    if not answered.done():
        answered.set_result(AWAY)


def takes_time(content_type: str) -> bool:
    """Whether a request is an upload: pictures are made smaller before they are answered for."""
    return content_type.startswith("multipart/")


async def next_piece(pieces: Any, began: float, read: int) -> bytes | None:
    """The next piece of a body of which ``read`` bytes came since ``began``; nothing at its end. Raises ``Gone``."""
    left = began + BEGINNING_SECONDS + read / SLOWEST_BYTES - time.monotonic()
    try:
        async with asyncio.timeout(min(PIECE_SECONDS, max(0.0, left))):
            piece: bytes = await anext(pieces)
    except StopAsyncIteration:
        return None
    except (TimeoutError, RuntimeError, OSError):
        raise Gone from None
    return piece


async def small(protocol: Any, length: int) -> bytes:
    """A small body as it was announced; nothing when less of it came, or it came too slowly."""
    try:
        async with asyncio.timeout(PIECE_SECONDS):
            body: bytes = await protocol()
    except (TimeoutError, RuntimeError, OSError):
        return b""
    return body if len(body) == length else b""
