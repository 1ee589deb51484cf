"""What an edge counts: its own thread in plain numbers, which once a second go where all processes are summed up."""

import time
from typing import Any

from commonpress.engines.edge.memory import Flight
from commonpress.engines.lib.tally import CLASSES, tally

EVERY_SECONDS = 1.0


class Sent:
    """Answers from memory, and those of them that only said "not modified". Each is written by one thread alone."""

    __slots__ = ("all", "unchanged")

    def __init__(self) -> None:
        self.all = self.unchanged = 0


class Figures:
    """Touched by the thread of the event loop alone, but for what was answered ``at_once``: by the server's."""

    def __init__(self) -> None:
        self.at_once, self.later = Sent(), Sent()
        self.before: dict[str, float] = {}

    def start(self, edge: Any) -> None:
        """In the worker. It goes on where a dead one stopped whose place it took."""
        self.edge = edge
        self.before = {name: tally.own(name) for name in self.counted()}
        self.tell()

    def counted(self) -> dict[str, int]:
        unchanged = self.at_once.unchanged + self.later.unchanged
        return {"kept 2xx": self.at_once.all + self.later.all - unchanged, "kept 3xx": unchanged}

    def tell(self) -> None:
        for name, count in self.counted().items():
            tally.put(name, self.before[name] + count)
        tally.put("pages", len(self.edge.memory))
        tally.put("page_bytes", self.edge.memory.bytes())
        tally.put("waiting", self.edge.waiting + self.edge.lanes.pressing)
        tally.beat()
        self.edge.loop.call_later(EVERY_SECONDS, self.tell)

    def purged(self, pages: int) -> None:
        tally.add("purges")
        tally.add("pages_purged", pages)


def hits() -> float:
    """Requests answered from memory, of all processes."""
    return tally.total("kept 2xx") + tally.total("kept 3xx")


def misses() -> float:
    """Requests that waited for a page to be made."""
    return sum(tally.total(f"made {status}") for status in CLASSES)


def count(kind: str, status: int) -> None:
    """An answer that does not come from memory."""
    tally.add(f"{kind} {CLASSES[min(max(status // 100, 2), 5) - 2]}")


def made(flight: Flight) -> None:
    tally.time("making", time.monotonic() - flight.began)
