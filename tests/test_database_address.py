from typing import Any

import pytest

from commonpress.config import settings


def options(monkeypatch: pytest.MonkeyPatch, address: str) -> dict[str, Any]:
    monkeypatch.setenv("COMMONPRESS_DATABASE_URL", address)
    found: dict[str, Any] = settings.database()
    return {"HOST": found["HOST"], **found["OPTIONS"]}


def test_a_primary_and_its_standby_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgres://paper@10.0.0.21,10.0.0.22/paper?target_session_attrs=read-write"
    found = options(monkeypatch, address)
    assert (found["HOST"], found["target_session_attrs"]) == ("10.0.0.21,10.0.0.22", "read-write")
    assert found["pool"]["timeout"] > 2 * found["connect_timeout"], "the first one may say nothing"


def test_their_ports_may_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    found = options(monkeypatch, "postgres://paper@/paper?host=10.0.0.21,10.0.0.22&port=5432,5433")
    assert (found["host"], found["port"]) == ("10.0.0.21,10.0.0.22", "5432,5433")
    assert found["pool"]["timeout"] > 2 * found["connect_timeout"]


def test_one_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    assert options(monkeypatch, "postgres://paper@10.0.0.21/paper")["pool"]["timeout"] == 2
