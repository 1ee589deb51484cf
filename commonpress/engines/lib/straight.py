"""SQL that was written once and is asked all the time, straight to the database.

On SQLite Django looks for every ``%s`` of a statement each time it is asked; with some hundred rows in it that took longer
than the database did. Whoever counts or watches queries (tests) gets Django's own way.
"""

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX

from commonpress.engines.lib import queries

Row = tuple[Any, ...]


def ask(sql: str, given: Sequence[Any]) -> list[Row]:
    """The rows of ``sql``, which has ``%s`` for each of ``given``; none of a statement that gives back nothing.

    Values are given as the driver takes them: on SQLite no moments.
    """
    connection: Any = connections[
        DEFAULT_DB_ALIAS
    ]  # once: each look through Django's proxy costs as much as a row
    if connection.vendor != "sqlite" or connection.queries_logged or queries.has_other_watchers(connection):
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return cursor.fetchall() if cursor.description else []
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    began = time.perf_counter()
    with connection.wrap_database_errors:
        found: list[Row] = connection.connection.execute(with_question_marks(sql), given).fetchall()
    queries.note(sql, began)
    return found


@lru_cache(maxsize=1024)
def with_question_marks(sql: str) -> str:
    """As django.db.backends.sqlite3 does it."""
    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")
