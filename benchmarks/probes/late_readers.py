"""Readers who look at a card long after it was chosen: half of them wait up to a minute before they reach it.

python -m benchmarks.probes.late_readers http://127.0.0.1:8000 /2026/11/a-story/ 3 15 200 again

With "again" a card that was chosen more than two seconds before it comes into the window is chosen again, as slots.js does,
but for one reader in ``PARTLY``, with whom it stands there less than half for that time. With "once" it never is.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from heapq import heappop, heappush
from typing import Any

from benchmarks.probes.readers import LOOKED, TURN, Generator

WAITS, LONGEST = 0.5, 60.0  # the part of readers who wait, and how long at most, in seconds
SHORT, STALE = 2.0, 2.0
PARTLY = 20


class Late(Generator):
    def run_late(self, a_second: float, seconds: float, *, again: bool) -> dict[str, Any]:
        story, slots = self.read()
        coming: list[tuple[float, int, list[str]]] = []
        looking: list[tuple[float, int, list[str]]] = []
        began, came = time.monotonic(), 0
        with ThreadPoolExecutor(8) as lines:
            while (now := time.monotonic() - began) < seconds or coming or looking:
                while now < seconds and came < now * a_second:
                    came += 1
                    heappush(coming, (now + self.waits(), came, self.held(now, self.shown(slots))))
                while coming and coming[0][0] <= now:
                    _at, one, (chosen_at, *shown) = heappop(coming)
                    if again and one % PARTLY and now - float(chosen_at) > STALE:
                        shown = self.shown(slots)
                    heappush(looking, (now + LOOKED, one, shown))
                while looking and looking[0][0] <= now:
                    self.sent += 1
                    lines.submit(self.send, self.sent, time.monotonic(), [story, *heappop(looking)[2]])
                time.sleep(TURN)
        return {"readers": self.sent, "failed": self.sent - self.answers[204]}

    def waits(self) -> float:
        return self.chance.random() * (LONGEST if self.chance.random() < WAITS else SHORT)

    def held(self, now: float, shown: list[str]) -> list[str]:
        return [str(now), *shown]


if __name__ == "__main__":
    address, path, number, a_second, seconds, how = sys.argv[1:]
    generator = Late(address, path, int(number))
    print(json.dumps(generator.run_late(float(a_second), float(seconds), again=how == "again")))
