"""Tells a cache in front of us (a CDN, nginx, Varnish) what to forget, by tag or by address.

Which request that takes differs from one to the next, so the operator writes it down (docs/operating/cdn.md). A follower of
the worker sends it a second or two after the change, for many changes at once. What cannot be told is tried again until the
other cache has let go by itself: it is told to keep nothing longer than half a minute.
"""

import json
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import urllib3
from django.conf import settings

from commonpress.engines.edge import places
from commonpress.engines.edge.public import SHARED_SECONDS
from commonpress.engines.events import log as events
from commonpress.engines.events.record import GONE

log = logging.getLogger(__name__)

TIMEOUT = urllib3.Timeout(connect=2, read=3)  # seconds; the worker's errands wait meanwhile
AT_ONCE = 30  # tags or addresses in one request: the least that a large CDN takes
# By then no process of ours sends the old page any more (hot.OLD_SECONDS after it heard of the change): told sooner, the
# other cache could fetch the old one again.
SETTLING_SECONDS = 1.0
BACK_OFF = (1, 2, 4, 8, 16)  # seconds after each failure


@dataclass(frozen=True)
class Order:
    """The operator's request. In ``url``, ``headers`` and ``body`` stand ``{tags}``, ``{urls}`` (lists in JSON), ``{keys}``
    (tags parted by spaces), and for one request each ``{tag}``, ``{url}`` or ``{path}``."""

    url: str
    by: str = "tag"
    method: str = "POST"
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""

    @classmethod
    def of_settings(cls) -> "Order | None":
        if not settings.PURGE_URL:
            return None
        lines = [line.partition(":") for line in settings.PURGE_HEADERS.split("|") if ":" in line]
        headers = tuple((name.strip(), value.strip()) for name, _, value in lines)
        return cls(settings.PURGE_URL, settings.PURGE_BY, settings.PURGE_METHOD, headers, settings.PURGE_BODY)

    def wanted(self, tags: Iterable[str]) -> list[str]:
        """What to name: the tags themselves, or the paths under them."""
        return sorted(tags) if self.by == "tag" else places.of(sorted(tags))

    def requests(self, names: list[str]) -> Iterator[tuple[str, dict[str, str], str]]:
        """Address, headers and body of each request it takes to forget ``names``."""
        text = " ".join([self.url, self.body, *(value for _, value in self.headers)])
        single = any(word in text for word in ("{tag}", "{url}", "{path}"))
        size = 1 if single else AT_ONCE
        for start in range(0, len(names), size):
            words = self.words(names[start : start + size])
            yield (
                filled(self.url, words | {"tag": quote(words["tag"], safe="")}),
                {name: filled(value, words) for name, value in self.headers},
                filled(self.body, words),
            )

    def words(self, names: list[str]) -> dict[str, str]:
        if self.by == "tag":
            return {"tag": names[0], "tags": json.dumps(names), "keys": " ".join(names)}
        urls = [f"{settings.BASE_URL}{name}" for name in names]
        return {"tag": "", "path": names[0], "url": urls[0], "urls": json.dumps(urls)}


def filled(template: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        template = template.replace(f"{{{name}}}", value)
    return template


@dataclass
class Teller:
    """One worker's memory of what is still to be told."""

    order: Order
    pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(timeout=TIMEOUT, retries=False)
    )
    cursor: int | None = None
    seen: set[int] = field(default_factory=set)
    waiting: dict[str, float] = field(default_factory=dict)  # tags, and since when
    changed: dict[str, float] = field(default_factory=dict)  # and when last: what changed again is told again
    failures: int = 0
    again_at: float = 0.0

    def tick(self) -> bool:
        """Read the log and tell what is new; say whether there was anything to do."""
        self.read()
        if time.monotonic() < self.again_at:
            return False
        self.forget_the_old()
        settled = time.monotonic() - SETTLING_SECONDS
        told = [tag for tag, since in self.waiting.items() if since <= settled]
        if not told:
            return False
        if self.tell(told):
            self.failures = 0
            self.waiting = {tag: self.changed[tag] for tag in self.waiting if self.changed[tag] > settled}
            self.changed = {tag: self.changed[tag] for tag in self.waiting}
        else:
            self.again_at = time.monotonic() + BACK_OFF[min(self.failures, len(BACK_OFF) - 1)]
            self.failures += 1
        return True

    def read(self) -> None:
        if self.cursor is None:
            self.cursor = events.newest()
        news = events.after(self.cursor, seen=self.seen)
        for event in news:
            for tag in event.stale:
                tag, now = tag.removeprefix(GONE), time.monotonic()
                self.waiting.setdefault(tag, now)
                self.changed[tag] = now
        if news:
            numbers = {event.pk for event in news}
            self.cursor = max(self.cursor, *numbers)
            self.seen = events.young(self.seen | numbers)

    def forget_the_old(self) -> None:
        """What waited so long has left the other cache by itself."""
        now = time.monotonic()
        kept = {tag: since for tag, since in self.waiting.items() if now - since <= SHARED_SECONDS}
        if len(kept) < len(self.waiting):
            log.error(
                "%d cache tags could not be purged at %s", len(self.waiting) - len(kept), self.order.url
            )
        self.waiting = kept

    def tell(self, tags: Iterable[str]) -> bool:
        try:
            for url, headers, body in self.order.requests(self.order.wanted(tags)):
                self.send(url, headers, body)
        except (urllib3.exceptions.HTTPError, Refused) as problem:
            log.warning("the cache in front was not told what to forget: %s", problem)
            return False
        return True

    def send(self, url: str, headers: dict[str, str], body: str) -> None:
        given = {"Content-Type": "application/json", **headers} if body else headers
        with urllib3.PoolManager(
            timeout=TIMEOUT, retries=False
        ) as line:  # a line kept open would be dead by the next
            answer = line.request(self.order.method, url, headers=given, body=body or None, redirect=False)
        if not (200 <= answer.status < 300 or answer.status == 404):  # 404: it held nothing of the kind
            raise Refused(f"{url} answered {answer.status}")


class Refused(Exception):
    """The other cache answered, but did not do it."""
