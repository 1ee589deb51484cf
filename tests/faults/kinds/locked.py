"""The database is locked by another process: a copy, a vacuum, a migration that somebody runs by hand."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.stand import on_postgres, on_sqlite


def run(is_long: bool) -> list[Verdict]:
    seconds = 20.0 if is_long else 6.0
    with on_sqlite() as (paper, facts), paper.served() as server:
        file = paper.folder / "paper.sqlite3"
        verdicts = [hurt("locked, SQLite", server, facts, locked(file), seconds)]
    with on_postgres() as (paper, facts, postgres), paper.served() as server:
        verdicts.append(hurt("locked, PostgreSQL", server, facts, table_locked(postgres.url), seconds))
    return verdicts


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextlib.contextmanager
def table_locked(address: str) -> Iterator[None]:
    """Whoever reads or writes a story waits. One table alone: two would be locked in another order than theirs."""
    import psycopg

    with psycopg.connect(address) as other:
        other.execute("LOCK TABLE stories_story IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()
