"""Copy the whole database into another, of either kind, in one transaction there; then compare every table."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import DatabaseError, connection, connections, transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.interfaces.transfer.archive import aside, rows, tables
from commonpress.interfaces.transfer.archive.tables import Table, label
from commonpress.interfaces.transfer.archive.take import reset_sequences
from commonpress.interfaces.transfer.backup.drill import run
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.tally import Tally
from commonpress.interfaces.transfer.problem import ImportProblem

Progress = Callable[[int, int, str], None]
KINDS = {"sqlite3": "sqlite", "postgresql": "postgresql"}


@dataclass
class Moved:
    rows: int = 0
    tables: int = 0


def move(address: str, *, home: Path, progress: Progress = lambda *_: None) -> Moved:
    """Raises ``ImportProblem``; then the database at ``address`` is as empty as before, and this one always as it was."""
    kind = checked(address)
    if kind == "sqlite":
        make_private(Path(dj_database_url.parse(address)["NAME"]))
    with aside.another(address) as target:
        refuse_used(target)
    make_tables(address, home)
    with aside.one_moment() as source, aside.another(address) as target:
        try:
            with transaction.atomic(using=target):
                return copied(source, target, progress)
        except (DatabaseError, ValueError, OverflowError) as problem:
            raise ImportProblem(
                f"the other database did not take it: {problem}. Nothing is in it."
            ) from problem


def checked(address: str) -> str:
    try:
        engine = str(dj_database_url.parse(address)["ENGINE"])
    except (ValueError, KeyError):
        engine = ""
    kind = KINDS.get(engine.rpartition(".")[2], "")
    if not kind:
        raise ImportProblem(
            "write the address like postgres://user:password@host/name, or sqlite:////srv/paper/paper.sqlite3"
        )
    return kind


def make_private(file: Path) -> None:
    if not file.is_absolute():
        raise ImportProblem(f"write the whole path of the file: sqlite:///{file.resolve()}")
    if not file.parent.is_dir():
        raise ImportProblem(f"there is no folder {file.parent}. Make it first.")
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def refuse_used(target: str) -> None:
    """A paper may not be written over; tables without one are those of a run that broke off."""
    other = connections[target]
    try:
        with other.cursor() as cursor:
            present = set(other.introspection.table_names(cursor))
    except DatabaseError as problem:
        raise ImportProblem(
            f"the other database cannot be opened: {problem}. Check the address."
        ) from problem
    if is_same(other):
        raise ImportProblem("that is the database this paper has. Name another.")
    if not present:
        return
    ours = {table._meta.db_table for table in tables.everything()} | {"django_migrations"}
    strange = {name for name in present - ours if not name.startswith("sqlite_")}
    if strange or any(used(table, present, target) for table in (Story, Member)):
        raise ImportProblem(
            "the other database is not empty. Make an empty one (createdb NAME) and name that."
        )


def is_same(other: Any) -> bool:
    parts = ("ENGINE", "NAME", "HOST", "PORT")
    there, here = other.settings_dict, connection.settings_dict
    options = [found.get("OPTIONS", {}).get("options") for found in (there, here)]
    return options[0] == options[1] and all(str(there[part]) == str(here[part]) for part in parts)


def used(table: Table, present: set[str], target: str) -> bool:
    return table._meta.db_table in present and table._base_manager.using(target).exists()


def make_tables(address: str, home: Path) -> None:
    """By the migrations, in a process that has no other database: some of them write rows."""
    try:
        run(["upgrade", str(home)], {"COMMONPRESS_DATABASE_URL": address})
    except BackupProblem as problem:
        raise ImportProblem(f"the tables could not be made there: {problem}") from None


def copied(source: str, target: str, progress: Progress) -> Moved:
    wanted = tables.everything()
    rows.empty(wanted, target)
    done, tallies = Moved(tables=len(wanted)), {}
    for number, table in enumerate(wanted):
        progress(number, 2 * len(wanted), label(table))
        tallies[table] = carried(table, source, target)
        done.rows += tallies[table].rows
    reset_sequences(wanted, target)
    connections[target].check_constraints()
    for number, table in enumerate(wanted, start=len(wanted) + 1):
        compare(table, tallies[table], target)
        progress(number, 2 * len(wanted), label(table))
    return done


def carried(table: Table, source: str, target: str) -> Tally:
    """The rows as they are written down, counted on their way."""
    tally, waiting = Tally(), []
    write = rows.writer(table)
    for row in rows.read(table, source):
        tally.add(write(row))
        waiting.append(list(row))
        if len(waiting) >= rows.AT_ONCE:
            rows.insert(table, waiting, target)
            waiting = []
    if waiting:
        rows.insert(table, waiting, target)
    return tally


def compare(table: Table, wanted: Tally, target: str) -> None:
    found = Tally()
    for line in rows.lines(table, target):
        found.add(line)
    if found.table != wanted.table:
        raise ImportProblem(
            f"{label(table)} came out with {found.rows} rows ({found.table.digest[:8]}) where there were {wanted.rows}"
            f" ({wanted.table.digest[:8]}). Nothing was kept there; report this."
        )
