"""Acknowledged means durable: servers are killed -9 at random moments, and no reader is lost or counted twice.

``COMMONPRESS_KILL_ROUNDS`` sets how often (20); 200 take about a minute.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import database

ROUNDS = int(os.environ.get("COMMONPRESS_KILL_ROUNDS", "20"))
ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nobody_counts_twice() -> None:
    hammer = subprocess.run(
        [sys.executable, "-m", "commonpress.engines.readership.tests.hammer", str(ROUNDS), "1"],
        cwd=ROOT,
        env={**os.environ, "COMMONPRESS_DATABASE_URL": database()},
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
