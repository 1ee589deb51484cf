"""Plain SQL for many rows at once, the same on SQLite (3.35 or newer) and PostgreSQL: the models' manager costs more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

ROWS = 500  # of one statement

Cells = tuple[Any, ...]


def ask(sql: str, rows: Sequence[Cells], *last: Any) -> list[Cells]:
    """Run ``sql`` with the rows in the place of ``{}`` and ``last`` after them, ``ROWS`` at a time; what comes back."""
    found: list[Cells] = []
    with connection.cursor() as cursor:
        for begin in range(0, len(rows), ROWS):
            some = rows[begin : begin + ROWS]
            marks = f"({', '.join(['%s'] * len(some[0]))})"
            given = [cell for row in some for cell in row]
            cursor.execute(sql.format(", ".join([marks] * len(some))), [*given, *last])
            if cursor.description:
                found += cursor.fetchall()
    return found


def moment(at: datetime) -> Any:
    """As the database takes it in plain SQL: SQLite knows no moments."""
    return connection.ops.adapt_datetimefield_value(at)
