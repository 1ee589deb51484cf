"""Run the migrations that are due: all of them or none, so that a failed one leaves the old version as it was."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

LOCK_SECONDS = 3  # for which readers of PostgreSQL may have to queue behind us
TRIES = 20
PAUSE_SECONDS = 1.0

Hear = Callable[[], Any]


class UpgradeProblem(Exception):
    """It cannot go on. The message is for the operator, says what is wrong and what to do about it."""


def due() -> list[Migration]:
    executor = MigrationExecutor(connection)
    return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def is_one_step(migrations: list[Migration]) -> bool:
    """Whether they can all be undone together; a migration may say that it must not be in a transaction."""
    return all(migration.atomic for migration in migrations)


def apply(migrations: list[Migration]) -> None:
    """Raises ``UpgradeProblem``; then nothing was changed, if they were one step."""
    try:
        if is_one_step(migrations):
            together()
        else:
            migrate()
    except Exception as problem:
        raise told(problem, is_one_step(migrations)) from problem


def together() -> None:
    for left in reversed(range(TRIES)):
        try:
            with one_transaction():
                migrate()
            return
        except OperationalError as problem:
            if not left or not is_for_a_lock(problem):
                raise
            time.sleep(PAUSE_SECONDS)


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def one_transaction() -> Iterator[None]:
    """SQLite makes tables anew, which it only does while it looks at no foreign keys; they are all checked at the end."""
    is_sqlite = connection.vendor == "sqlite"
    if is_sqlite:
        connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            if not is_sqlite:
                wait_a_little()
            yield
            if is_sqlite:
                connection.check_constraints()
    finally:
        if is_sqlite:
            connection.enable_constraint_checking()


def wait_a_little() -> None:
    """For a lock: who waits for one keeps all others waiting behind it. And no row's check is left for the end, since a
    table with checks to come cannot be altered."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def is_for_a_lock(problem: OperationalError) -> bool:
    return type(problem.__cause__).__name__ == "LockNotAvailable"


def told(problem: Exception, is_whole: bool) -> UpgradeProblem:
    what = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
    if isinstance(problem, OperationalError) and is_for_a_lock(problem):
        what = "other connections hold what it needs and did not let go of it. Try at a quiet hour"
    elif not isinstance(problem, DatabaseError):
        what = f"{type(problem).__name__}: {what}"
    after = (
        "Nothing was changed: the version before goes on, start it again if it does not run."
        if is_whole
        else "Migrations before it stay; restore the backup if the version before does not run on them."
    )
    return UpgradeProblem(f"the database could not be brought to this version: {what}. {after}")
