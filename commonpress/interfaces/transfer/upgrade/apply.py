"""Run the migrations that are due: all of them or none, so that a failed one leaves the old version as it was.

A migration may say ``may_stand = True``: the version before runs on with what it leaves, as with a new column that has its
default in the database. It ends a stage, and each stage is a transaction of its own: its lock, which on PostgreSQL keeps
readers of that table waiting, is not held while the next migration fills a hundred thousand rows.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

LOCK_SECONDS = 3  # for which readers of PostgreSQL may have to queue behind us
TRIES = 20
PAUSE_SECONDS = 1.0

NOTHING = "Nothing was changed: the version before goes on, start it again if it does not run."
STANDS = "Migrations before it stay, and the version before goes on with them. Upgrade again when the cause is mended."
STAYS = "Migrations before it stay; restore the backup if the version before does not run on them."

Hear = Callable[[], Any]


class UpgradeProblem(Exception):
    """It cannot go on. The message is for the operator, says what is wrong and what to do about it."""


def due() -> list[Migration]:
    executor = MigrationExecutor(connection)
    return [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def stages(migrations: list[Migration]) -> list[list[Migration]]:
    """What is done in one transaction each."""
    found: list[list[Migration]] = [[]]
    for migration in migrations:
        found[-1].append(migration)
        if may_stand(migration):
            found.append([])
    return [stage for stage in found if stage]


def may_stand(migration: Migration) -> bool:
    return bool(getattr(migration, "may_stand", False))


def is_undone(stage: list[Migration]) -> bool:
    """Whether it is undone when it fails; a migration may say that it must not be in a transaction."""
    return all(migration.atomic for migration in stage)


def is_one_step(migrations: list[Migration]) -> bool:
    """Whether they are all undone together."""
    return is_undone(migrations) and len(stages(migrations)) < 2


def apply(migrations: list[Migration]) -> None:
    """Raises ``UpgradeProblem``; what was changed then is told there."""
    steps = stages(migrations)
    for stage in steps:
        run = migrate if stage is steps[-1] else partial(migrate_to, stage)
        try:
            if is_undone(stage):
                together(run)
            else:
                run()
        except Exception as problem:
            raise told(problem, what_is_left(stage, is_first=stage is steps[0])) from problem


def what_is_left(failed: list[Migration], *, is_first: bool) -> str:
    if not is_undone(failed):
        return STAYS
    return NOTHING if is_first else STANDS


def together(run: Callable[[], None]) -> None:
    for left in reversed(range(TRIES)):
        try:
            with one_transaction():
                run()
            return
        except OperationalError as problem:
            if not left or not is_for_a_lock(problem):
                raise
            time.sleep(PAUSE_SECONDS)


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def migrate_to(stage: list[Migration]) -> None:
    MigrationExecutor(connection).migrate([(migration.app_label, migration.name) for migration in stage])


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


def told(problem: Exception, after: str) -> UpgradeProblem:
    what = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
    if isinstance(problem, OperationalError) and is_for_a_lock(problem):
        what = "other connections hold what it needs and did not let go of it. Try at a quiet hour"
    elif not isinstance(problem, DatabaseError):
        what = f"{type(problem).__name__}: {what}"
    return UpgradeProblem(f"the database could not be brought to this version: {what}. {after}")
