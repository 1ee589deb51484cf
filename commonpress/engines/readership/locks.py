"""One change of the counts at a time, in all processes of all nodes.

SQLite's transactions begin IMMEDIATE, so there it is so already. On PostgreSQL an advisory lock of the transaction does it:
writers would wait for each other at the tally of the front page's story anyway, and with it their batches cannot
deadlock, the bounds (per network, per hour) are exact, and a strike takes no moving target.
"""

from django.db import connection

COUNTS = 0x52454144  # any number that no other lock of ours has


def alone() -> None:
    """Wait until no other transaction changes counts; held until the caller's transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COUNTS])
