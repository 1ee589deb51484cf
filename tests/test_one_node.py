import time
from types import SimpleNamespace

import pytest
from django.db import connection

from commonpress.config import one_node
from tests import processes

HOLDS = """
from commonpress.config import one_node
with one_node.alone():
    print("inside", flush=True)
    input()
"""


@pytest.mark.django_db(transaction=True)
def test_one_node_at_a_time_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    if connection.vendor != "postgresql":  # one machine; a folder has one server
        with one_node.alone(), one_node.alone():
            return
    other = processes.start(HOLDS)
    assert other.stdin
    assert other.stdout
    assert other.stdout.readline() == "inside\n"

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 1:
            other.communicate("\n", timeout=processes.LIMIT)
        else:  # the database has not yet seen that it ended
            time.sleep(0.05)

    monkeypatch.setattr(one_node, "time", SimpleNamespace(sleep=pause))
    with one_node.alone():
        assert set(waited) == {one_node.PAUSE_SECONDS}
        times = len(waited)
    with one_node.alone():
        assert len(waited) == times
