"""What SQLite's planner knows of the tables. It never looks by itself (PostgreSQL does), and a migration that makes a table
anew forgets what was known: then it took a story page of 100,000 stories twice as long to find four of them by number.
"""

from django.db import connection

ROWS = 400  # of each index: a sample is enough, and takes milliseconds however large the paper


def look() -> None:
    """Sample every index, so that the planner tells a rare value from a common one. Nothing on other databases.

    https://www.sqlite.org/lang_analyze.html#approx
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS}")
        cursor.execute("ANALYZE")
