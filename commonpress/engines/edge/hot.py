"""After a purge the pages people read most are made again before anybody asks, one at a time."""

from collections import deque
from collections.abc import Iterable
from typing import Any

OLD_SECONDS = (
    0.8  # after its purge an old page may go out only that long, and only while many others are being made
)
AGAIN_SECONDS = 5.0  # after a failure, before the same page is tried again
READ_OFTEN = 2  # hits that make a page hot
MOST = 200  # pages waiting to be made again


class Prefill:
    """What is to be made again. Touched by the thread of the event loop alone."""

    def __init__(self, edge: Any) -> None:
        self.edge = edge
        self.wanted: deque[str] = deque()
        self.is_running = False

    def want(self, keys: Iterable[str]) -> None:
        known = set(self.wanted)
        for key in keys:
            if len(self.wanted) >= MOST:
                break
            if key not in known:
                self.wanted.append(key)
        if self.wanted and not self.is_running:
            self.is_running = True
            self.next()

    def next(self) -> None:
        """Make the next one, unless somebody asked for it meanwhile."""
        while self.wanted:
            page = self.edge.memory.get(self.wanted.popleft())
            if page is not None and page.stale_since is not None:
                self.edge.flight(page.key).add_done_callback(self.landed)
                return
        self.is_running = False

    def landed(self, done: Any) -> None:
        done.exception()  # a failure is told to those who ask
        self.next()
