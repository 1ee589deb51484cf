"""Acknowledged means durable: servers are killed -9 at random moments, and no reader is lost or counted twice.

``COMMONPRESS_KILL_ROUNDS`` sets how often (20); 200 take about a minute.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

ROUNDS = int(os.environ.get("COMMONPRESS_KILL_ROUNDS", "20"))
ROOT = Path(__file__).resolve().parents[4]


def address(settings: dict[str, Any]) -> str:
    """Of the test's database, for a process of its own."""
    if settings["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{settings['NAME']}"
    who = quote(settings["USER"]) + (f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else "")
    where = quote(settings["HOST"], safe="") + (f":{settings['PORT']}" if settings["PORT"] else "")
    return f"postgres://{who}@{where}/{settings['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nobody_counts_twice() -> None:
    hammer = subprocess.run(
        [sys.executable, "-m", "commonpress.engines.readership.tests.hammer", str(ROUNDS), "1"],
        cwd=ROOT,
        env={**os.environ, "COMMONPRESS_DATABASE_URL": address(connection.settings_dict)},
        capture_output=True,
        text=True,
        timeout=60 + 10 * ROUNDS,
        check=False,
    )
    assert hammer.returncode == 0, hammer.stderr
    found = json.loads(hammer.stdout)
    print(found)
    assert found["lost"] == 0
    assert found["tally"] == found["hours"] == found["sightings"] == found["remembered"] == found["readers"]
    assert 0 < found["acknowledged"] < found["readers"], "the kills came in the middle"
