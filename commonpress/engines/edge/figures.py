"""What an edge counts: its own thread in plain numbers, which once a second go where all processes are summed up."""

import time
from typing import Any

from commonpress.engines.edge.memory import Flight
from commonpress.engines.lib.tally import CLASSES, tally

EVERY_SECONDS = 1.0


class Figures:
    """Touched by the thread of the event loop alone. ``sent`` grows with each answer from memory, as a plain number."""

    def __init__(self) -> None:
        self.sent = self.unchanged = 0
        self.before: dict[str, float] = {}

    def start(self, edge: Any) -> None:
        """In the worker. It goes on where a dead one stopped whose place it took."""
        self.edge = edge
        self.before = {name: tally.own(name) for name in self.counted()}
        self.tell()

    def counted(self) -> dict[str, int]:
        return {"kept 2xx": self.sent - self.unchanged, "kept 3xx": self.unchanged}

    def tell(self) -> None:
        for name, count in self.counted().items():
            tally.put(name, self.before[name] + count)
        tally.put("pages", len(self.edge.memory))
        tally.put("page_bytes", self.edge.memory.bytes())
        tally.put("waiting", self.edge.waiting + self.edge.lanes.pressing)
        tally.beat()
        self.edge.loop.call_later(EVERY_SECONDS, self.tell)

    def answered(self, kind: str, status: int) -> None:
        """Of what does not come from memory."""
        count(kind, status)

    def purged(self, pages: int) -> None:
        tally.add("purges")
        tally.add("pages_purged", pages)


def count(kind: str, status: int) -> None:
    tally.add(f"{kind} {CLASSES[min(max(status // 100, 2), 5) - 2]}")


def made(flight: Flight) -> None:
    tally.time("making", time.monotonic() - flight.began)
