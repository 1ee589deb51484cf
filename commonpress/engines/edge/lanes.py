"""What is made next: pages that a reader waits for go before those whose old ones still go out."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

Job = tuple[str, Any]
Call = Callable[[], None]

AT_ONCE = (
    2  # pages in the making; more would only take the interpreter from each other, and from the event loop
)
MOST_LATER = 64  # pages that nobody waits for


class Lanes:
    """Begins the making of pages, each known by the future it lands on. Touched by the thread of the event loop alone."""

    def __init__(
        self,
        start: Callable[[str, Any], None],
        at_once: int = AT_ONCE,
        beside_seconds: float = 0.0,
        call_later: Callable[[float, Call], Any] = lambda *_: None,
    ) -> None:
        self.start = start
        self.at_once = at_once
        self.beside_seconds = beside_seconds  # before another begins beside what was begun last
        self.call_later = call_later
        self.begun_at = 0.0
        self.is_called = False
        self.urgent: deque[Job] = deque()
        self.later: deque[Job] = deque()
        self.waiting: set[Any] = set()
        self.running = 0
        self.is_going = False

    def add(self, key: str, landed: Any, *, urgent: bool) -> None:
        self.waiting.add(landed)
        (self.urgent if urgent else self.later).append((key, landed))
        self.go()

    def hasten(self, key: str, landed: Any) -> None:
        """Somebody waits for it now."""
        if landed in self.waiting and (key, landed) in self.later:
            self.later.remove((key, landed))
            self.urgent.append((key, landed))

    def has_begun(self, landed: Any) -> bool:
        return landed not in self.waiting

    def done(self) -> None:
        """One that was started has landed."""
        self.running -= 1
        self.go()

    @property
    def pressing(self) -> int:
        """How many are being made or waited for."""
        return self.running + len(self.urgent)

    def go(self) -> None:
        if self.is_going:
            return  # a page landed at once; the loop below goes on
        self.is_going = True
        while self.running < self.at_once and (self.urgent or self.later) and self.has_room():
            key, landed = (self.urgent or self.later).popleft()
            self.waiting.discard(landed)
            self.running += 1
            self.begun_at = time.monotonic()
            self.start(key, landed)
        self.is_going = False

    def has_room(self) -> bool:
        """Whether nothing is being made, or that already takes long; else looks again when it does."""
        left = self.begun_at + self.beside_seconds - time.monotonic()
        if not self.running or left <= 0:
            return True
        if not self.is_called:
            self.is_called = True
            self.call_later(left, self.called)
        return False

    def called(self) -> None:
        self.is_called = False
        self.go()
