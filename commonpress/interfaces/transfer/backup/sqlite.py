"""SQLite's side: a copy of the file as it was at one moment, while others go on writing.

The copy keeps every page at its place (`VACUUM INTO` would not), so that unchanged stretches of the file are known by
their hash. It is made in one step: in several, each write of another connection would begin it anew, for ever.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.backup.manifest import Manifest, Table
from commonpress.interfaces.transfer.backup.place import FILE_MODE
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import Store
from commonpress.interfaces.transfer.backup.tally import Tally, compare

PIECE = (
    64 * 1024
)  # bytes, sixteen pages: smaller ones are too many files, of larger ones more is written anew
LOCK_SECONDS = 20
FILE = "paper.sqlite3"


def copy_out(store: Store, scratch: Path) -> dict[str, object]:
    """The manifest's fields about the database. ``scratch`` needs room for one copy of it."""
    copy = scratch / FILE
    began = clock.now().isoformat()
    copied(Path(connection.settings_dict["NAME"]), copy)
    seen = clock.now().isoformat()
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as database:
        migrations = database.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return {
        "began": began,
        "seen": seen,
        "migrations": migrations,
        "tables": tables(copy),
        "pages": store.put_all(pieces(copy)),
    }


def copied(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    with (
        closing(sqlite3.connect(source, timeout=LOCK_SECONDS)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        there.execute("PRAGMA synchronous=OFF")  # a copy that is lost is made again
        here.backup(there, pages=-1)


def tables(file: Path) -> dict[str, Table]:
    found = {}
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as database:
        database.text_factory = bytes  # hashed as it is stored, whatever it holds
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        for (name,) in database.execute(names).fetchall():
            tally = Tally()
            for row in database.execute(f'SELECT * FROM "{name.decode()}"'):  # noqa: S608 (a name of our own schema)
                tally.add(repr(row).encode())
            found[name.decode()] = tally.table
    return found


def pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as pages:
        while piece := pages.read(PIECE):
            yield piece


def put_back(store: Store, manifest: Manifest, file: Path) -> None:
    """Write the database file and prove that it holds what was copied. Raises ``BackupProblem``."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as pages:
        for piece in store.get_all(manifest.pages, "the database"):
            pages.write(piece)
        pages.flush()
        os.fsync(pages.fileno())
    try:
        found = tables(file)
    except sqlite3.DatabaseError as problem:
        raise BackupProblem(
            f"the database in this backup cannot be read ({problem}). Restore an older one with --at."
        ) from None
    compare(manifest.tables, found)
