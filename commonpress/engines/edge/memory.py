"""The pages in memory: what is fresh, what is being made, what a purge makes old, and what goes when there is no room.

Everything here is touched by one thread, the event loop's: hence no locks, and every order of events can be tested.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from commonpress.engines.edge.page import Page
from commonpress.engines.events.record import GONE

STALE_SECONDS = 24 * 3600.0  # how long an old page may still stand in when rendering fails
ASKED_SHARE = 8  # pages with parameters get one byte in eight: a flood of them cannot drive out the others


@dataclass(eq=False)
class Flight:
    """One page in the making, for the request of that ``name``, and the tags purged since it began."""

    key: str
    name: str = ""
    began: float = 0.0
    purged: set[str] = field(default_factory=set)


class Memory:
    """Pages by key. A key is a path, and for pages with parameters the path, "?" and the canonical parameters."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self.clock = clock
        self.plain = Shelf(limit - limit // ASKED_SHARE)
        self.asked = Shelf(limit // ASKED_SHARE)
        self.tagged = Tagged()
        self.flights: set[Flight] = set()

    def get(self, key: str) -> Page | None:
        """The page under a key, fresh or not."""
        return self._shelf(key).pages.get(key)

    def begin(self, key: str, name: str = "") -> Flight:
        """Somebody starts to make a page: from now on its purges are remembered."""
        flight = Flight(key, name, self.clock())
        self.flights.add(flight)
        return flight

    def finish(self, flight: Flight, page: Page | None) -> bool:
        """Keep what was made, unless something on it was purged meanwhile; say whether it was kept."""
        self.flights.discard(flight)
        if page is None or not flight.purged.isdisjoint(page.tags):
            return False
        self._put(page)
        return True

    def grown(self, page: Page) -> None:
        """A page in the memory was filled anew or got another coding: count its bytes again."""
        shelf = self._shelf(page.key)
        if shelf.pages.get(page.key) is page:
            shelf.weigh(page)
            self._make_room(shelf)

    def purge(self, tags: Iterable[str], *, old_seconds: float = 0.0) -> list[Page]:
        """Make old all that stands under ``tags``; the pages it met, most read first.

        For ``old_seconds`` they may still go out, unless a tag says that they must not.
        """
        plain = {tag.removeprefix(GONE) for tag in tags}
        gone = {tag[1:] for tag in tags if tag.startswith(GONE)}
        for flight in self.flights:
            flight.purged |= plain
        keys = {key for tag in plain for key in self.tagged.keys_of(tag)}
        met = [page for key in keys if (page := self.get(key))]
        for page in met:
            page.is_gone = page.is_gone or not gone.isdisjoint(page.tags)
            page.purged(
                self.clock(),
                old_seconds=0.0 if page.is_gone else old_seconds,
                in_part=plain.intersection(page.tags).issubset(page.part_tags),
            )
        return sorted(met, key=lambda page: -page.hits)

    def unknown_in_flight(self) -> list[str]:
        """Keys of pages in the making of which nothing is known yet, not even what stands on them."""
        return [flight.key for flight in self.flights if self.get(flight.key) is None]

    def stand_in(self, key: str) -> Page | None:
        """The old page that may be shown when no new one can be made."""
        page = self.get(key)
        if page is None or page.is_gone:
            return None
        since = page.stale_since or page.expires_at
        return page if self.clock() - since < STALE_SECONDS else None

    def drop(self, key: str) -> None:
        page = self._shelf(key).take(key)
        if page:
            self._untag(page)

    def bytes(self) -> int:
        return self.plain.bytes + self.asked.bytes

    def __len__(self) -> int:
        return len(self.plain.pages) + len(self.asked.pages)

    def _shelf(self, key: str) -> "Shelf":
        return self.asked if "?" in key else self.plain

    def _put(self, page: Page) -> None:
        shelf = self._shelf(page.key)
        if before := shelf.take(page.key):
            page.hits = before.hits
            self._untag(before)
        shelf.add(page)
        for tag in page.tags:
            self.tagged.add(tag, page.key)
        self._make_room(shelf)

    def _make_room(self, shelf: "Shelf") -> None:
        for page in shelf.make_room():
            self._untag(page)

    def _untag(self, page: Page) -> None:
        for tag in page.tags:
            self.tagged.discard(tag, page.key)


class Tagged:
    """Keys of pages by tag. Most tags stand on one page alone, whose key is held without a set around it."""

    def __init__(self) -> None:
        self.found: dict[str, str | set[str]] = {}

    def add(self, tag: str, key: str) -> None:
        before = self.found.get(tag)
        if before is None:
            self.found[tag] = key
        elif isinstance(before, set):
            before.add(key)
        elif before != key:
            self.found[tag] = {before, key}

    def discard(self, tag: str, key: str) -> None:
        before = self.found.get(tag)
        if isinstance(before, set):
            before.discard(key)
        if before == key or before == set():
            del self.found[tag]

    def keys_of(self, tag: str) -> Iterable[str]:
        found = self.found.get(tag, ())
        return (found,) if isinstance(found, str) else found

    def __len__(self) -> int:
        return len(self.found)


class Shelf:
    """Pages in the order they came, within a number of bytes.

    Room is made by second chance: the oldest goes, unless it was read since it was looked at last; then its count is
    halved and it goes to the end. A sweep through all addresses, each read once, leaves the pages people read.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.sizes: dict[str, int] = {}
        self.bytes = 0

    def add(self, page: Page) -> None:
        self.pages[page.key] = page
        self.weigh(page)

    def weigh(self, page: Page) -> None:
        self.bytes -= self.sizes.get(page.key, 0)
        self.sizes[page.key] = page.size()
        self.bytes += self.sizes[page.key]

    def take(self, key: str) -> Page | None:
        page = self.pages.pop(key, None)
        if page:
            self.bytes -= self.sizes.pop(key)
        return page

    def make_room(self) -> list[Page]:
        gone: list[Page] = []
        while self.bytes > self.limit and self.pages:
            key, page = next(iter(self.pages.items()))
            if page.hits > 1:
                page.hits //= 2
                self.pages.move_to_end(key)
            else:
                self.take(key)
                gone.append(page)
        return gone
