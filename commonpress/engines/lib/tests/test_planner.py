from django.db import connection

from commonpress.engines.lib import planner


def test_sqlite_learns_how_rare_a_value_is(db: None) -> None:
    if connection.vendor != "sqlite":
        planner.look()  # does nothing there, and does no harm
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE boat (name text, state text)")
        cursor.execute("CREATE INDEX boat_state ON boat (state)")
        cursor.executemany("INSERT INTO boat VALUES (%s, %s)", [(str(n), "afloat") for n in range(900)])
        planner.look()
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'boat_state'")
        rows, each = map(int, cursor.fetchone()[0].split())
    assert rows >= 400
    assert each > 100
