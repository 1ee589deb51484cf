"""One generator of readers, over HTTP, as slots.js and seen.js are: prints how many came and what they were answered.

python -m benchmarks.probes.readers http://127.0.0.1:8000 /2026/11/a-story/ 3 25 40   (number, readers a second, seconds)

Each reader asks for the pace when what this process has of it is a second old, is shown one creative a slot, looks at it
for a second, and sends a beacon. Needs nothing of the paper's.
"""

import http.client
import json
import random
import re
import sys
import threading
import time
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode, urlsplit

FRESH, LOOKED, TURN = 1.0, 1.0, 0.02  # seconds
PATIENCE = 30.0
LINES = 8  # connections of one generator: a beacon that waits for its commit must not keep the next reader waiting
STORY = re.compile(r'data-seen="([^"]+)"')
CARD = re.compile(r'data-placement="(\d+)" data-token="([^"]+)"')
SYSTEM = "(X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"


class Generator:
    def __init__(self, address: str, path: str, number: int) -> None:
        self.host = urlsplit(address).netloc
        self.path, self.number = path, number
        self.here = threading.local()
        self.chance = random.Random(number)
        self.pace: dict[str, Any] = {}
        self.asked = -FRESH
        self.sent = 0
        self.answers: Counter[int] = Counter()
        self.late: list[float] = []

    def run(self, a_second: float, seconds: float) -> dict[str, Any]:
        """``late``: the median of the seconds from what a reader was shown to its being counted."""
        story, slots = self.read()
        looking: deque[tuple[float, list[str]]] = deque()
        began, came = time.monotonic(), 0
        with ThreadPoolExecutor(LINES) as lines:
            while (now := time.monotonic() - began) < seconds or looking:
                while now < seconds and came < now * a_second:
                    came += 1
                    looking.append((time.monotonic(), [story, *self.shown(slots)]))
                while looking and looking[0][0] + LOOKED <= time.monotonic():
                    self.sent += 1
                    lines.submit(self.send, self.sent, *looking.popleft())
                time.sleep(TURN)
        self.late.sort()
        return {
            "readers": self.sent,
            "failed": self.sent - self.answers[204],
            "took": time.monotonic() - began,
            "late": self.late[len(self.late) // 2],
            "latest": self.late[-1],
        }

    def read(self) -> tuple[str, list[list[tuple[str, str]]]]:
        """The story's token, and placement and token of each card, slot by slot."""
        page = self.ask("GET", self.path)[1].decode()
        found = STORY.search(page)
        if not found:
            raise RuntimeError(f"{self.path} carries no token")
        return found[1], [CARD.findall(part) for part in page.split("data-slot=")[1:]]

    def shown(self, slots: list[list[tuple[str, str]]]) -> list[str]:
        pace = self.known()
        chosen = (self.choose([card for card in cards if card[0] in pace], pace) for cards in slots)
        return [card[1] for card in chosen if card]

    def known(self) -> dict[str, Any]:
        if time.monotonic() - self.asked >= FRESH:
            self.asked = time.monotonic()
            status, body = self.ask("GET", "/pace.json")
            self.pace = json.loads(body) if status == 200 else {}
        return self.pace

    def choose(self, cards: list[tuple[str, str]], pace: dict[str, Any]) -> tuple[str, str] | None:
        """As slots.js does among those that stand in turn."""
        while cards:
            card = self.chance.choices(cards, [pace[each[0]][1] for each in cards])[0]
            if self.chance.random() < pace[card[0]][2]:
                return card
            cards = [each for each in cards if each is not card]
        return None

    def send(self, number: int, shown_at: float, tokens: list[str]) -> None:
        version = 120 + number % 20
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "user-agent": f"Mozilla/5.0 {SYSTEM} Chrome/{version}.0.0.0 Safari/537.36",
            "accept": "*/*",
            "accept-language": "en-GB,en;q=0.5",
            "origin": f"http://{self.host}",
            "sec-fetch-site": "same-origin",
            "sec-ch-ua": f'"Chromium";v="{version}"',
            "x-forwarded-for": f"10.{self.number}.{number >> 8}.{number & 255}",
        }
        body = urlencode([("t", token) for token in tokens])
        self.answers[self.ask("POST", "/seen/", body, headers)[0]] += 1
        self.late.append(time.monotonic() - shown_at)

    def ask(self, method: str, path: str, body: str | None = None, headers: Any = None) -> tuple[int, bytes]:
        if not hasattr(self.here, "line"):
            self.here.line = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        self.here.line.request(method, path, body, headers or {})
        answer = self.here.line.getresponse()
        return answer.status, answer.read()


if __name__ == "__main__":
    address, path, number, a_second, seconds = sys.argv[1:]
    generator = Generator(address, path, int(number))
    print(json.dumps(generator.run(float(a_second), float(seconds))))
