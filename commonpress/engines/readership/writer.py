"""Grouped commits: whatever waits is committed together, and only then answered.

A commit costs the same for one sight as for a thousand. So one thread of each process takes all that is waiting, commits
it, tells everybody, and by then the next lot is waiting.
"""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import connection

from commonpress.engines.lib import clock
from commonpress.engines.lib.tally import tally
from commonpress.engines.readership import keys
from commonpress.engines.readership.beacon import Sight
from commonpress.engines.readership.store import store

log = logging.getLogger(__name__)

Done = Callable[[bool], None]

WAITING = 10_000  # sights; what comes while so many wait is turned away at once
AT_ONCE = 2_000  # sights of one transaction
IDLE_SECONDS = 60.0


class Lot(NamedTuple):
    sights: Sequence[Sight]
    done: Done


class Writer:
    """The queue and its one thread, which starts with the first sight (so it is in the forked child, not its parent)."""

    def __init__(self, waiting: int = WAITING) -> None:
        self.most = waiting
        self.reset()

    def reset(self) -> None:
        """As new; a forked child has neither the thread of its parent nor anything to do with what waits there."""
        self.change = threading.Condition()
        self.lots: deque[Lot] = deque()
        self.waiting = 0
        self.stopping = False
        self.thread: threading.Thread | None = None

    def submit(self, sights: Sequence[Sight], done: Done) -> None:
        """Have ``sights`` counted. Never waits; ``done`` is called once, from the writer's thread or from here.

        True: committed, or nothing to commit. False: nothing of it is counted; the same may be sent again.
        """
        if not sights:
            return done(True)
        with self.change:
            taken = not self.stopping and self.waiting + len(sights) <= self.most
            if taken:
                self.lots.append(Lot(sights, done))
                self.waiting += len(sights)
                self._run()
                self.change.notify()
        return None if taken else done(False)

    def start(self) -> None:
        """Take sights (again, after ``stop``). ``submit`` does without it."""
        with self.change:
            self.stopping = False
            self._run()

    def stop(self, seconds: float = 10.0) -> None:
        """Take no more, commit what waits, end the thread."""
        with self.change:
            self.stopping = True
            self.change.notify()
        if self.thread:
            self.thread.join(seconds)

    def _run(self) -> None:
        if not self.thread or not self.thread.is_alive():
            self.thread = threading.Thread(target=self._work, name="readership", daemon=True)
            self.thread.start()

    def _work(self) -> None:
        while lots := self._next():
            told = self._commit(lots)
            for lot in lots:
                self._tell(lot.done, told)
        connection.close()

    def _next(self) -> list[Lot]:
        """All that waits, up to ``AT_ONCE``; nothing at the end."""
        with self.change:
            while not self.lots and not self.stopping:
                if not self.change.wait(IDLE_SECONDS):
                    self._rest()
            lots: list[Lot] = []
            count = 0
            while self.lots and (not lots or count + len(self.lots[0].sights) <= AT_ONCE):
                lots.append(self.lots.popleft())
                count += len(lots[-1].sights)
            self.waiting -= count
            return lots

    def _rest(self) -> None:
        """After a minute without anybody: keep neither an old key nor a connection."""
        keys.forget(clock.now())
        connection.close()

    def _commit(self, lots: list[Lot]) -> bool:
        try:
            store([sight for lot in lots for sight in lot.sights])
        except Exception:
            log.exception("sights were not stored; whoever sent them is told to send them again")
            connection.close()  # the next lot gets a new connection
            tally.add("sights_refused", sum(len(lot.sights) for lot in lots))
            return False
        tally.add("sights_stored", sum(len(lot.sights) for lot in lots))
        return True

    def _tell(self, done: Done, told: bool) -> None:
        try:
            done(told)
        except Exception:
            log.exception("whoever waited for a sight has gone")


writer = Writer()
os.register_at_fork(after_in_child=writer.reset)
