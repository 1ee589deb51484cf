"""After a test that commits, the tables it wrote to are emptied, and no others.

Django's own flush empties all ninety, and then makes every permission and type of content anew: it took longer than most of
the tests. Those two are as they were at the beginning, and so they stay.
"""

from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

STAY = {"auth_permission", "django_content_type"}


def flush(_: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        quoted = [
            connection.ops.quote_name(name)
            for name in connection.introspection.django_table_names(only_existing=True, include_views=False)
            if name not in STAY
        ]
        cursor.execute("SELECT " + ", ".join(f"EXISTS(SELECT 1 FROM {name})" for name in quoted))
        # In any order: foreign keys are looked at when the transaction ends.
        for name, is_used in zip(quoted, cursor.fetchone(), strict=True):
            if is_used:
                cursor.execute(f"DELETE FROM {name}")


def pytest_configure() -> None:
    TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
