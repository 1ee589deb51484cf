"""How the purges of other processes and other nodes reach this one: it reads the log of events, four times a second."""

import logging
import threading
from collections.abc import Callable, Iterable

from django.db import DatabaseError, close_old_connections

from commonpress.engines.events import log as events
from commonpress.engines.events import readers
from commonpress.engines.events.models import Event
from commonpress.engines.lib.tally import tally

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
Purge = Callable[[Iterable[str]], None]


class Follower:
    """One thread of a serving process. What this process recorded itself was purged at its commit already."""

    def __init__(self, purge: Purge, of_others: Purge | None = None) -> None:
        """``purge`` hears of what this process changed, ``of_others`` (or ``purge``) of what others did."""
        self.purge = purge
        self.of_others = of_others or purge
        self.stopping = threading.Event()
        self.heard: set[int] = set()
        self.seen: set[int] = set()
        self.cursor = 0

    def start(self) -> None:
        """Begin at the newest event; call this before anything is kept."""
        try:
            self.cursor = events.newest()
        except DatabaseError:
            # Nothing can be rendered either; the whole log is read when the database is back.
            log.exception("the edge cannot read the log yet")
        tally.put("read_to", self.cursor)
        readers.listen(self.hear)
        threading.Thread(target=self.run, name="purges", daemon=True).start()

    def hear(self, event: Event) -> None:
        self.heard.add(event.pk)
        self.purge(event.stale)

    def run(self) -> None:
        while not self.stopping.wait(POLL_SECONDS):
            try:
                self.turn()
            except Exception:
                log.exception("the edge could not read the log; trying again")
            finally:
                close_old_connections()

    def turn(self) -> None:
        news = events.after(self.cursor, seen=frozenset(self.seen))
        if not news:
            return
        stale = {tag for event in news if event.pk not in self.heard for tag in event.stale}
        if stale:
            self.of_others(stale)
        numbers = {event.pk for event in news}
        self.cursor = max([self.cursor, *numbers])
        tally.put("read_to", self.cursor)
        self.heard -= numbers
        self.seen = events.young(self.seen | numbers)
