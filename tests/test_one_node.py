import time

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
        other.communicate("\n", timeout=processes.LIMIT)

    monkeypatch.setattr(time, "sleep", pause)
    with one_node.alone():
        assert waited == [one_node.PAUSE_SECONDS]
    with one_node.alone():
        assert len(waited) == 1
