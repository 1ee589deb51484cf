"""What only one node may do at a time, such as bringing the database to a new version while others start as well."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

UPGRADE = 0x55504752  # any number that no other lock of ours has
PAUSE_SECONDS = 0.5


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other node is inside. On SQLite, which has one machine, do nothing.

    It asks again and again: a statement that waits would hold up an index that is built concurrently. When the machine
    dies, its connection ends, and with it the lock.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        while not is_taken(cursor):
            time.sleep(PAUSE_SECONDS)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [UPGRADE])


def is_taken(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [UPGRADE])
    return bool(cursor.fetchone()[0])
