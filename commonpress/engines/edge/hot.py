"""After a purge the pages people read most are made again before anybody asks, one at a time, with pauses between."""

import time
from collections import deque
from collections.abc import Iterable
from typing import Any

# After its purge an old page may go out only that long, and only while many others are being made, or when the change was
# made elsewhere. With the quarter of a second after which we hear of that it is less than a second.
OLD_SECONDS = 0.5
# A page that others change all the time is made anew at most that often, as long as its old one may go out.
PACE_SECONDS = 0.4
AGAIN_SECONDS = 5.0  # after a failure, before the same page is tried again
READ_OFTEN = 2  # hits that make a page hot
MOST = 200  # pages waiting to be made again
PAUSE = 3  # times as long as the last one took: a paper that changes all the time must not only make pages


class Prefill:
    """What is to be made again. Touched by the thread of the event loop alone."""

    def __init__(self, edge: Any) -> None:
        self.edge = edge
        self.wanted: deque[str] = deque()
        self.is_running = False
        self.began = 0.0

    def want(self, keys: Iterable[str]) -> None:
        known = set(self.wanted)
        for key in keys:
            if len(self.wanted) >= MOST:
                break
            if key not in known and "?" not in key:  # an answer to a few; who asks again may wait
                self.wanted.append(key)
        if self.wanted and not self.is_running:
            self.is_running = True
            self.next()

    def next(self) -> None:
        """Make the next one, unless somebody asked for it meanwhile."""
        while self.wanted:
            page = self.edge.memory.get(self.wanted.popleft())
            if page is None or page.stale_since is None:
                continue
            if (early := page.made_at + PACE_SECONDS - time.monotonic()) > 0:
                self.wanted.appendleft(page.key)
                self.edge.loop.call_later(early, self.next)
            else:
                self.began = time.monotonic()
                self.edge.flight(page.key).add_done_callback(self.landed)
            return
        self.is_running = False

    def landed(self, done: Any) -> None:
        done.exception()  # a failure is told to those who ask
        self.edge.loop.call_later(PAUSE * (time.monotonic() - self.began), self.next)
