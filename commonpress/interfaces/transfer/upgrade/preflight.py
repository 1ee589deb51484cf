"""A trial of the upgrade on a copy of the database, while the paper is served. The copy is gone afterwards."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from commonpress.interfaces.transfer.backup import postgres, sqlite
from commonpress.interfaces.transfer.backup.drill import room_in_the_database, run
from commonpress.interfaces.transfer.backup.make import scratch
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.upgrade.apply import UpgradeProblem
from commonpress.interfaces.transfer.upgrade.measure import Step

MARK = "measured: "
quoted = postgres.quoted
CONSTRAINTS = """
    SELECT bound.relname, con.conname, pg_get_constraintdef(con.oid)
    FROM pg_constraint AS con JOIN pg_class AS bound ON bound.oid = con.conrelid
    WHERE con.connamespace = current_schema()::regnamespace AND con.contype IN ('p', 'u', 'c', 'f')
    ORDER BY con.contype = 'f', con.contype DESC, con.oid
"""
INDEXES = """
    SELECT found.indexdef FROM pg_indexes AS found
    WHERE found.schemaname = current_schema() AND NOT EXISTS (
        SELECT 1 FROM pg_constraint WHERE conname = found.indexname AND connamespace = current_schema()::regnamespace)
"""


def preflight(home: Path) -> list[Step]:
    """How each migration went on the copy. Raises ``UpgradeProblem`` when one fails there."""
    try:
        with copy(home) as address:
            said = run(["upgrade", str(home), "--measure"], {"COMMONPRESS_DATABASE_URL": address})
    except BackupProblem as problem:
        raise UpgradeProblem(f"on the copy: {problem}") from None
    return [Step(**step) for step in json.loads(said.rpartition(MARK)[2])]


@contextmanager
def copy(home: Path) -> Iterator[str]:
    """The address of a copy of the paper's database. On PostgreSQL a schema in the same one; needs as much room again."""
    if connection.vendor == "sqlite":
        with scratch(home) as folder:
            sqlite.copied(Path(connection.settings_dict["NAME"]), folder / sqlite.FILE)
            yield f"sqlite:///{folder / sqlite.FILE}"
        return
    with room_in_the_database("trial") as address:
        schema = address.rpartition("currentSchema=")[2].partition("&")[0]
        fill(schema)
        yield address


def fill(schema: str) -> None:
    """Tables, rows, constraints and indexes under their own names: migrations find them by these."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT current_schema()")
        ours = cursor.fetchone()[0]
        names = sorted(connection.introspection.table_names(cursor))
        constraints, indexes = asked(cursor, CONSTRAINTS), asked(cursor, INDEXES)
        for name in names:
            like = f"{quoted(schema)}.{quoted(name)}"
            cursor.execute(
                f"CREATE TABLE {like} (LIKE {quoted(ours)}.{quoted(name)} INCLUDING DEFAULTS INCLUDING IDENTITY)"
            )
            cursor.execute(f"INSERT INTO {like} SELECT * FROM {quoted(ours)}.{quoted(name)}")  # noqa: S608 (our schema)
        cursor.execute(f"SET LOCAL search_path TO {quoted(schema)}")
        postgres.put_sequences_right(cursor)
        for table, name, definition in constraints:
            cursor.execute(f"ALTER TABLE {quoted(table)} ADD CONSTRAINT {quoted(name)} {definition}")
        for (definition,) in indexes:
            cursor.execute(definition.replace(f" ON {ours}.", " ON ", 1))


def asked(cursor: Any, sql: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql)
    return list(cursor.fetchall())


def in_words(steps: list[Step], *, is_one_step: bool) -> Iterator[str]:
    if not steps:
        yield "Nothing is to be done: the database is of this version."
        return
    yield f"{len(steps)} migrations on a copy of the database, {sum(step.seconds for step in steps):.1f} s in all:"
    for step in steps:
        yield f"  {step.name}  {step.seconds:.2f} s, {step.statements} statements"
        for mode, tables in step.locks.items():
            yield f"    {mode} for {step.held_seconds:.2f} s: {', '.join(sorted(tables))}"
        if not step.is_atomic:
            yield "    cannot be undone"
        if step.may_stand:
            yield "    lets go of its locks before the next; stays if that one fails: the version before runs on with it"
    if connection.vendor == "sqlite":
        yield "Readers are served throughout. Who writes waits for the end; after 20 s a write is refused with an error."
    elif any("AccessExclusiveLock" in step.locks for step in steps):
        yield "Pages that are in memory are served throughout; what asks one of these tables waits for the end."
    if is_one_step:
        yield "All of it is one step: if one migration fails, nothing is changed."
