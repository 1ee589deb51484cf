"""Backups in a bucket of a store that speaks S3. It gives what a folder gives: whole or not at all, and one at a time."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from commonpress.engines.lib.s3 import Access, Bucket, Conflict, StoreProblem
from commonpress.interfaces.transfer.backup.place import Folder, Place
from commonpress.interfaces.transfer.backup.problem import BackupProblem

LOCK = "lock"
BEAT_SECONDS = 60.0  # between two signs of life of who holds the lock
DEAD = timedelta(minutes=10)  # without one, by the store's own clock
ATTEMPTS = 5

Destination = Path | str  # a folder, or s3://bucket/prefix


def place_of(destination: Destination) -> Place:
    """Raises ``BackupProblem`` for an address of a bucket that is none."""
    if isinstance(destination, Path):
        return Folder(destination)
    try:
        return Objects(Bucket.at(destination, Access(**settings.S3, attempts=ATTEMPTS)))
    except ValueError as problem:
        raise BackupProblem(f"{problem}.") from None


@contextmanager
def told() -> Iterator[None]:
    try:
        yield
    except StoreProblem as problem:
        raise BackupProblem(str(problem)) from None


class Objects:
    """A place in a bucket. What the store has answered for is durable: there is nothing to settle."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self._lost = threading.Event()

    def __str__(self) -> str:
        return str(self.bucket)

    def listing(self, folder: str) -> str:
        return f"aws s3 ls {self}/{folder}/"

    def exists(self) -> bool:
        with told():
            return next(self.bucket.all(), None) is not None

    def names(self, under: str) -> Iterator[str]:
        with told():
            for thing in self.bucket.all(f"{under}/" if under else ""):
                yield thing.name

    def read(self, name: str) -> bytes:
        with told():
            return self.bucket.get(name)

    def write(self, name: str, data: bytes) -> None:
        self._refuse_lost()
        with told():
            self.bucket.put(name, data)

    def settle(self) -> None:
        self._refuse_lost()

    def remove(self, name: str) -> None:
        self._refuse_lost()
        with told():
            self.bucket.remove(name)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Held by an object that says who, and that is written anew each minute: a killed run's ends by itself."""
        stop, mark = threading.Event(), self._take()
        beat = threading.Thread(target=self._hold, args=(mark, stop), daemon=True)
        beat.start()
        try:
            yield
        finally:
            stop.set()
            beat.join()
            if not self._lost.is_set():
                with told():
                    self.bucket.remove(LOCK)

    def _take(self) -> str:
        ours = secrets.token_hex(16).encode()
        with told():
            try:
                return self.bucket.put(LOCK, ours, only_if="*")
            except Conflict:
                return self._inherit(ours)

    def _inherit(self, ours: bytes) -> str:
        """The lock of one that is dead, or ours when only the answer to our first try was lost."""
        held = self.bucket.look(LOCK)
        if held and self.bucket.get(LOCK) == ours:
            return held.etag
        if held and held.seen and held.seen - held.changed < DEAD:
            raise BackupProblem(
                f"another backup or drill is at work in {self}. Wait for it; the lock of one that was killed ends after"
                f" {DEAD // timedelta(minutes=1)} minutes."
            )
        try:
            return self.bucket.put(LOCK, ours, only_if=held.etag if held else "*")
        except Conflict:
            raise BackupProblem(f"another backup or drill has just begun in {self}. Wait for it.") from None

    def _hold(self, mark: str, stop: threading.Event) -> None:
        while not stop.wait(BEAT_SECONDS):
            try:
                mark = self.bucket.put(LOCK, secrets.token_hex(16).encode(), only_if=mark)
            except Conflict:
                self._lost.set()
                return
            except OSError:
                continue  # the next beat may come through; others wait ten of them

    def _refuse_lost(self) -> None:
        if self._lost.is_set():
            raise BackupProblem(
                f"another run has taken over {self}, because this one was silent for too long."
            )
