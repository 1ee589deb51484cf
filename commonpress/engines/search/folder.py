"""Where the index lies: ``INDEX_ROOT/current`` names the folder in use, ``cursor.json`` in it says how far it got.

A new index is built beside the old one and takes its place by one rename. All files here may be deleted at any time.
"""

import contextlib
import fcntl
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings

from commonpress.engines.lib import durable
from commonpress.engines.search import schema

Stamp = tuple[int, int, int]


class Cursor(NamedTuple):
    """How far the index has followed the log: the newest event, and those of the last half minute (see events.log)."""

    event: int
    seen: tuple[int, ...] = ()


def root() -> Path:
    return Path(settings.INDEX_ROOT)


def current() -> Path | None:
    """The folder in use; nothing when there is none or another version of the schema made it."""
    try:
        name = (root() / "current").read_text()
    except OSError:
        return None
    return root() / name if name.startswith(f"v{schema.VERSION}-") else None


def fresh() -> Path:
    """A new, empty folder for an index that is being built."""
    folder = root() / f"v{schema.VERSION}-{uuid4().hex[:12]}"
    folder.mkdir(parents=True)
    return folder


def use(folder: Path) -> None:
    """Make ``folder`` the one in use and delete all others; readers that still read an old one keep their open files."""
    _write(root() / "current", folder.name)
    mend_done()
    sweep(keep=folder)


def sweep(keep: Path | None) -> None:
    """Delete the folders of earlier versions and of rebuilds that did not end."""
    for other in root().glob("v*-*"):
        if other != keep:
            shutil.rmtree(other, ignore_errors=True)


def stamp(folder: Path) -> Stamp | None:
    """Changes with every commit; costs one system call."""
    try:
        found = (folder / "meta.json").stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def read_cursor(folder: Path) -> Cursor | None:
    try:
        found = json.loads((folder / "cursor.json").read_text())
        return Cursor(int(found["event"]), tuple(int(number) for number in found["seen"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_cursor(folder: Path, cursor: Cursor) -> None:
    """Written after the commit it describes: a crash in between repeats some events, which changes nothing."""
    _write(folder / "cursor.json", json.dumps({"event": cursor.event, "seen": cursor.seen}))


def ask_for_repair() -> None:
    """Called by a reader that found the index damaged; the writer of the node builds a new one."""
    with contextlib.suppress(OSError):
        (root() / "damaged").touch()


def needs_repair() -> bool:
    return (root() / "damaged").exists()


def mend_done() -> None:
    (root() / "damaged").unlink(missing_ok=True)


@contextlib.contextmanager
def lock(*, wait: bool = False) -> Iterator[bool]:
    """Be the one writer of this node; gives False when another process is. The kernel frees it when a process dies."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "writer.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def _write(path: Path, content: str) -> None:
    with durable.replacing(path) as file:
        file.write(content.encode())
