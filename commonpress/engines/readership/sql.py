"""Plain SQL for many rows at once, the same on SQLite (3.35 or newer) and PostgreSQL: the models' manager costs more."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from commonpress.engines.lib import straight

ROWS = 256  # of one statement

Cells = tuple[Any, ...]


def ask(sql: str, rows: Sequence[Cells], *last: Any) -> list[Cells]:
    """Run ``sql`` with the rows in the place of ``{}`` and ``last`` after them; what comes back."""
    found: list[Cells] = []
    for some in lots(rows):
        given = [cell for row in some for cell in row]
        found += straight.ask(statement(sql, len(some), len(some[0])), [*given, *last])
    return found


def lots(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    """``ROWS`` at a time, and what is left by powers of two: few different statements, which the database knows by then."""
    begin, size = 0, ROWS
    while begin < len(rows):
        while size > len(rows) - begin:
            size //= 2
        yield rows[begin : begin + size]
        begin += size


@lru_cache(maxsize=256)
def statement(sql: str, rows: int, cells: int) -> str:
    marks = f"({', '.join(['%s'] * cells)})"
    return sql.format(", ".join([marks] * rows))


def moment(at: datetime) -> Any:
    """As the database takes it in plain SQL: SQLite knows no moments."""
    return connection.ops.adapt_datetimefield_value(at)
