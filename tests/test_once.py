"""What runs on SQLite only is what no database can change."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import close_old_connections, connection

from tests.once import BESIDE_THE_CODE, Watch, is_free

pytestmark = pytest.mark.once  # nobody watches in the other run


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda: subprocess.run(["true"], check=True), "starts a program"),
        (lambda: connection.vendor, "looks at the database's connection"),
        (close_old_connections, ""),
    ],
)
def test_it_is_noticed(act: Callable[[], Any], says: str, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Watch, "is_on", True)
        meanwhile.setattr(Watch, "seen", "")
        act()
        seen = Watch.seen
    assert seen == says


@pytest.mark.parametrize(
    ("path", "asks", "marks", "free"),
    [
        (BESIDE_THE_CODE / "engines/lib/tests/test_x.py", [], [], True),
        (BESIDE_THE_CODE / "engines/lib/tests/test_x.py", ["db"], [], False),
        (BESIDE_THE_CODE / "engines/lib/tests/test_x.py", [], ["django_db"], False),
        (BESIDE_THE_CODE / "engines/lib/tests/test_x.py", [], ["both"], False),
        (Path(__file__).parent / "site/test_x.py", [], [], False),
    ],
)
def test_a_test_is_free_that_asks_for_no_database(
    path: Path, asks: list[str], marks: list[str], free: bool
) -> None:
    item: Any = SimpleNamespace(
        path=path, fixturenames=asks, get_closest_marker=lambda name: name if name in marks else None
    )
    assert is_free(item) is free
