"""Files that outlive a power cut."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

OPERATORS = 0o600
UNFINISHED = ".part-"  # what a file is called that is being written; where one is left, its writer was killed


def keep(path: Path, text: str) -> None:
    """Make a file for the operator alone; when this returns it is on the disk. Raises ``OSError``, also when it exists."""
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OPERATORS), "w", encoding="utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync(path.parent)
    sync(path.parent.parent)  # the folder may be as new as the file


@contextmanager
def replacing(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A file to write; it takes the place of ``path`` whole, or not at all. Raises ``OSError``.

    What it holds is on the disk then. That it stands there is so only after ``sync`` of its folder, which serves for many.
    """
    part = path.with_name(UNFINISHED + secrets.token_hex(8))
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """It and what is missing above it, on the disk when this returns: a file is found again only in a folder that is."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def sync(folder: Path) -> None:
    """What was made, renamed or removed in a folder is on the disk when this returns."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
