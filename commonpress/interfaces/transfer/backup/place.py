"""Where backups lie: named files in a folder. Another kind of place (``bucket.py``) needs these few verbs and no more."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from commonpress.engines.lib.durable import OPERATORS, UNFINISHED, make_folder, replacing, sync
from commonpress.interfaces.transfer.backup.problem import BackupProblem

FILE_MODE, FOLDER_MODE = OPERATORS, 0o700  # a backup holds everything the paper knows


class Place(Protocol):
    """Files by name ("objects/ab/abcd…"). A file is there whole or not at all."""

    def listing(self, folder: str) -> str:
        """What an operator types to see the names there."""

    def exists(self) -> bool: ...

    def names(self, under: str) -> Iterator[str]: ...

    def read(self, name: str) -> bytes:
        """Raises ``FileNotFoundError``."""

    def write(self, name: str, data: bytes) -> None: ...

    def settle(self) -> None:
        """When it returns, what was written outlives a power cut."""

    def remove(self, name: str) -> None: ...

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else writes or sweeps meanwhile. Raises ``BackupProblem`` when somebody does."""


class Folder:
    """A place on a disk, this machine's or one that is mounted."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._touched: set[Path] = set()

    def __str__(self) -> str:
        return str(self.root)

    def listing(self, folder: str) -> str:
        return f"ls {self.root}/{folder}"

    def exists(self) -> bool:
        return self.root.is_dir()

    def names(self, under: str) -> Iterator[str]:
        for path in sorted((self.root / under).rglob("*")):
            if path.is_file() and not path.name.startswith(UNFINISHED):
                yield path.relative_to(self.root).as_posix()

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        path = self.root / name
        make_folders(path.parent, self.root)
        with replacing(path, FILE_MODE) as file:
            file.write(data)
        self._touched.add(path.parent)

    def settle(self) -> None:
        while self._touched:
            sync(self._touched.pop())

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        make_folders(self.root, self.root)
        with os.fdopen(os.open(self.root / "lock", os.O_WRONLY | os.O_CREAT, FILE_MODE), "wb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupProblem(
                    f"another backup or drill is at work in {self.root}. Wait for it."
                ) from None
            self._sweep_unfinished()
            yield

    def _sweep_unfinished(self) -> None:
        """What a killed backup left; nobody else is writing."""
        for part in self.root.rglob(f"{UNFINISHED}*"):
            part.unlink(missing_ok=True)


def make_folders(folder: Path, root: Path) -> None:
    """``folder`` and what is missing above it, up to ``root``, for the operator alone."""
    if folder.is_dir():
        return
    if folder == root:
        make_folder(folder.parent)
    else:
        make_folders(folder.parent, root)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    sync(folder.parent)
