"""The trial itself, in a process of its own that stands on the copy: each migration timed, and the locks it took."""

import json
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from commonpress.interfaces.transfer.upgrade.apply import may_stand

# What keeps others waiting: the first even readers, the others who write. https://www.postgresql.org/docs/current/explicit-locking.html
STRONG = ("AccessExclusiveLock", "ExclusiveLock", "ShareRowExclusiveLock", "ShareLock")
LOCKS = """
    SELECT relation.relname, held.mode FROM pg_locks AS held
    JOIN pg_class AS relation ON relation.oid = held.relation
    WHERE held.pid = pg_backend_pid() AND held.granted AND relation.relkind = 'r'
      AND relation.relnamespace = current_schema()::regnamespace
"""


@dataclass
class Step:
    """One migration. ``locks`` names, for each kind of lock, the tables that were there before."""

    name: str
    seconds: float = 0.0
    statements: int = 0
    held_seconds: float = 0.0  # from its first strong lock to its end
    is_atomic: bool = True
    may_stand: bool = False
    locks: dict[str, list[str]] = field(default_factory=dict)


class Watch:
    """Sees each statement, and looks after it which locks are held."""

    def __init__(self, step: Step, before: set[str]) -> None:
        self.step = step
        self.before = before
        self.first_lock = 0.0
        self.is_looking = False

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if not self.is_looking:
            self.step.statements += 1
            self.look()
        return answer

    def look(self) -> None:
        if connection.vendor != "postgresql" or not connection.in_atomic_block:
            return
        self.is_looking = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(LOCKS)
                self.note(cursor.fetchall())
        finally:
            self.is_looking = False

    def note(self, held: list[tuple[str, str]]) -> None:
        for table, mode in held:
            if mode in STRONG and table in self.before:
                self.first_lock = self.first_lock or time.monotonic()
                tables = self.step.locks.setdefault(mode, [])
                if table not in tables:
                    tables.append(table)


def measure() -> list[Step]:
    """Migrate, one after the other. Raises what a migration raises."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state, steps = None, []
    for migration, _ in plan:
        state, step = one(executor, state, migration)
        steps.append(step)
    return steps


def one(executor: MigrationExecutor, state: Any, migration: Migration) -> tuple[Any, Step]:
    step = Step(
        f"{migration.app_label}.{migration.name}", is_atomic=migration.atomic, may_stand=may_stand(migration)
    )
    watch = Watch(step, set(connection.introspection.table_names()))
    began = time.monotonic()
    with connection.execute_wrapper(watch):
        state = executor.migrate([], plan=[(migration, False)], state=state)
    ended = time.monotonic()
    step.seconds = round(ended - began, 3)
    held = (
        watch.first_lock if connection.vendor == "postgresql" else began
    )  # SQLite has one lock, for all who write
    step.held_seconds = round(ended - held, 3) if held else 0.0
    return state, step


def as_json(steps: list[Step]) -> str:
    return json.dumps([asdict(step) for step in steps])
