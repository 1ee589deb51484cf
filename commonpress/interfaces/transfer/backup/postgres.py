"""PostgreSQL's side: every table's rows in COPY's own form, all in one snapshot, with no outside program.

Restoring makes the tables by our migrations, up to those the backup had, and copies the rows in; so it needs no rights but
those on the database, and any later version of PostgreSQL will do.
"""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.backup.manifest import Manifest, Rows
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import MOST_PIECE, Store
from commonpress.interfaces.transfer.backup.tally import Tally, compare

LEAST, MOST = 16 * 1024, 512 * 1024  # bytes of a piece
ONE_IN = 256  # rows end a piece by chance of their own hash: a changed row moves no border but its own
# From the catalogue: the view of the standard asks for the sequences of other schemas too, and stumbles over them.
SEQUENCES = """
    SELECT sequence.oid::regclass::text, owner.relname, owned.attname
    FROM pg_depend AS bond
    JOIN pg_class AS sequence ON sequence.oid = bond.objid AND sequence.relkind = 'S'
    JOIN pg_class AS owner ON owner.oid = bond.refobjid
    JOIN pg_attribute AS owned ON owned.attrelid = owner.oid AND owned.attnum = bond.refobjsubid
    WHERE bond.classid = 'pg_class'::regclass AND bond.deptype IN ('a', 'i')
      AND owner.relnamespace = current_schema()::regnamespace
"""


def copy_out(store: Store) -> dict[str, object]:
    """The manifest's fields about the database, all of one moment, while others go on writing."""
    began = clock.now().isoformat()
    with own_snapshot() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = cursor.fetchall()
        seen = clock.now().isoformat()  # the first query took the snapshot
        tallies, rows = {}, {}
        for table in sorted(connection.introspection.table_names(cursor)):
            tally, columns = Tally(), columns_of(cursor, table)
            read = counted(lines(cursor, table, columns), tally)
            rows[table] = Rows(columns=columns, pieces=store.put_all(pieces(read)))
            tallies[table] = tally.table
    return {"began": began, "seen": seen, "migrations": migrations, "tables": tallies, "rows": rows}


@contextmanager
def own_snapshot() -> Iterator[Any]:
    """A cursor on a connection of its own, which sees the database as it was at its first query."""
    with closing(connection.copy()) as own, own.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield cursor
        finally:
            cursor.execute("ROLLBACK")


def columns_of(cursor: Any, table: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def lines(cursor: Any, table: str, columns: list[str]) -> Iterator[bytes]:
    """The table's rows, in the order of its key: neighbours stay neighbours from one backup to the next."""
    key = connection.introspection.get_primary_key_columns(cursor, table) or columns[:1]
    wanted = f"SELECT {listed(columns)} FROM {quoted(table)} ORDER BY {listed(key)}"  # noqa: S608 (names of our schema)
    with cursor.copy(f"COPY ({wanted}) TO STDOUT") as rows:
        for row in rows:
            yield bytes(row)


def counted(rows: Iterable[bytes], tally: Tally) -> Iterator[bytes]:
    for row in rows:
        tally.add(row)
        yield row


def pieces(rows: Iterable[bytes]) -> Iterator[bytes]:
    piece = bytearray()
    for row in rows:
        piece += row
        while len(piece) > MOST_PIECE:
            yield bytes(piece[:MOST_PIECE])
            del piece[:MOST_PIECE]
        if len(piece) >= MOST or (len(piece) >= LEAST and zlib.crc32(row) % ONE_IN == 0):
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)


def put_back(store: Store, manifest: Manifest) -> None:
    """Into the database of the settings, which must be empty. Raises ``BackupProblem``."""
    migrate_to(manifest.migrations)
    with transaction.atomic(), connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        if set(present) != set(manifest.rows):
            odd = ", ".join(sorted(set(present) ^ set(manifest.rows)))
            raise BackupProblem(
                f"the migrations of this version make other tables than the backup has: {odd}."
            )
        cursor.execute(
            f"TRUNCATE {listed(sorted(present))}"
        )  # what migrations put in is in the backup as well
        for table, rows in manifest.rows.items():
            with cursor.copy(f"COPY {quoted(table)} ({listed(rows.columns)}) FROM STDIN") as into:
                for piece in store.get_all(rows.pieces, f"the table {table}"):
                    into.write(piece)
        compare(
            manifest.tables, {table: tallied(cursor, table, rows) for table, rows in manifest.rows.items()}
        )
        put_sequences_right(cursor)


def migrate_to(applied: list[tuple[str, str]]) -> None:
    """Make the tables as they were when just these migrations had run."""
    executor = MigrationExecutor(connection)
    graph, had = executor.loader.graph, set(applied)
    last = [
        node
        for node in sorted(had & set(graph.nodes))
        if not any(child.key in had and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]
    executor.migrate(last)


def tallied(cursor: Any, table: str, rows: Rows) -> Any:
    tally = Tally()
    for row in lines(cursor, table, rows.columns):
        tally.add(row)
    return tally.table


def put_sequences_right(cursor: Any) -> None:
    """The next number of each table follows the greatest it has."""
    cursor.execute(SEQUENCES)
    for sequence, table, column in cursor.fetchall():
        greatest = f"SELECT MAX({quoted(column)}) FROM {quoted(table)}"  # noqa: S608 (names of our schema)
        cursor.execute(f"SELECT setval(%s, COALESCE(({greatest}), 1), ({greatest}) IS NOT NULL)", [sequence])


def is_empty() -> bool:
    return not connection.introspection.table_names()


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)
