"""Counts of all processes of one server, in memory they share.

Each process writes into a place of its own, so that no count needs a lock between processes, and any of them can read the
sum. The memory is no file on a disk: a full disk cannot end a process that counts. A place belongs to whoever holds its
lock, which the system takes back from the dead; a new process goes on counting where a dead one stopped.
"""

import contextlib
import fcntl
import json
import mmap
import os
import tempfile
import threading
import time
from collections.abc import Sequence
from typing import Any

KINDS = ("kept", "made", "own", "file", "beacon", "refused")  # of requests, by who answered them
CLASSES = ("2xx", "3xx", "4xx", "5xx")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds; the last has no end
TIMES = ("making", "answering")  # of a public page, and of an answer to one person
COUNTS = (
    "purges",
    "pages_purged",
    "sights_stored",
    "sights_refused",
    "errands_done",
    "errand_failures",
    "letters_sent",
    "queries",
    "slow_queries",
    "failures",
)
GAUGES = ("beat", "pages", "page_bytes", "waiting", "read_to")  # of one process while it lives
NAMES = (
    *COUNTS,
    *(f"{kind} {each}" for kind in KINDS for each in CLASSES),
    *(f"{time} {bucket}" for time in TIMES for bucket in (*BUCKETS, "more", "sum")),
    *GAUGES,
)
AT = {name: place for place, name in enumerate(NAMES)}
PLACES = 96  # processes at once; one more counts where nobody reads
NOTE_BYTES = 2048
NUMBERS_BYTES = 8 * len(NAMES)
PLACE_BYTES = NUMBERS_BYTES + NOTE_BYTES
ALIVE_SECONDS = 5.0


def shared_file() -> int:
    """A file in memory where the system has such, else one that is gone with its last process."""
    if hasattr(os, "memfd_create"):
        with contextlib.suppress(OSError):  # a sandbox may forbid it
            return os.memfd_create("commonpress-tally")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


class Tally:
    def __init__(self) -> None:
        self.file = shared_file()
        os.ftruncate(self.file, PLACES * PLACE_BYTES)
        self.memory = mmap.mmap(self.file, PLACES * PLACE_BYTES)
        self.reset()

    def reset(self) -> None:
        """In a forked child: it holds no lock of its parent's."""
        self.lock = threading.Lock()
        self.mine: Any = None  # a view of numbers
        self.place = -1

    def add(self, name: str, amount: float = 1) -> None:
        """From any thread."""
        with self.lock:
            numbers = self._numbers()
            numbers[AT[name]] += amount

    def put(self, name: str, value: float) -> None:
        """What one thread of the process counts by itself, and the gauges."""
        with self.lock:
            self._numbers()[AT[name]] = value

    def own(self, name: str) -> float:
        """Where a dead process stopped, for whoever took its place and counts by itself."""
        with self.lock:
            return float(self._numbers()[AT[name]])

    def time(self, name: str, seconds: float) -> None:
        bucket = next((each for each in BUCKETS if seconds <= each), "more")
        with self.lock:
            numbers = self._numbers()
            numbers[AT[f"{name} {bucket}"]] += 1
            numbers[AT[f"{name} sum"]] += seconds

    def beat(self) -> None:
        self.put("beat", time.monotonic())

    def note(self, what: Any) -> None:
        """A short JSON value of this process, in place of the one before. One that is too long is left out."""
        words = json.dumps(what).encode()
        if len(words) > NOTE_BYTES:
            return
        with self.lock:
            self._numbers()
            if self.place >= 0:
                start = self.place * PLACE_BYTES + NUMBERS_BYTES
                self.memory[start : start + NOTE_BYTES] = words.ljust(NOTE_BYTES, b"\0")

    # Reading, from any process

    def total(self, name: str) -> float:
        """Of all processes; of a gauge the living ones' alone."""
        places = self.alive() if name in GAUGES else range(PLACES)
        return sum(self._read(place)[AT[name]] for place in places)

    def least(self, name: str) -> float | None:
        """Of a gauge, that of the living process where it is least; nothing when none lives."""
        return min((self._read(place)[AT[name]] for place in self.alive()), default=None)

    def alive(self) -> list[int]:
        since = time.monotonic() - ALIVE_SECONDS
        return [place for place in range(PLACES) if self._read(place)[AT["beat"]] > since]

    def notes(self) -> list[Any]:
        found = []
        for place in range(PLACES):
            start = place * PLACE_BYTES + NUMBERS_BYTES
            words = bytes(self.memory[start : start + NOTE_BYTES]).rstrip(b"\0")
            with contextlib.suppress(ValueError):  # empty, or just being written
                found.append(json.loads(words))
        return found

    def _read(self, place: int) -> Sequence[float]:
        start = place * PLACE_BYTES
        return memoryview(self.memory)[start : start + NUMBERS_BYTES].cast("d")

    def _numbers(self) -> Any:
        if self.mine is None:
            self.place = self._take_place()
            start = self.place * PLACE_BYTES
            whole = memoryview(self.memory if self.place >= 0 else bytearray(PLACE_BYTES))
            self.mine = whole[max(start, 0) : max(start, 0) + NUMBERS_BYTES].cast("d")
            for name in GAUGES:
                self.mine[AT[name]] = 0.0
        return self.mine

    def _take_place(self) -> int:
        for place in range(PLACES):
            try:
                fcntl.lockf(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except OSError:
                continue
            return place
        return -1


tally = Tally()
os.register_at_fork(after_in_child=tally.reset)
