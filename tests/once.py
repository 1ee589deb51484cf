"""What asks for no database runs once, on SQLite: `make test` sets COMMONPRESS_TEST_ONCE for its run on PostgreSQL.

A test beside the code is such a one when neither it nor a fixture of its asks for a database. That nothing is lost is seen
to in the first run: pytest-django refuses it every query, and here it fails when it so much as looks at a connection
(whose vendor might change what it does) or starts a program (which would read the database's address from the environment).
Then it is to be marked ``both``. The proofs of the whole site in tests/ run on both unless they are marked ``once``: they
read files only, or bring a database of their own, or ask how a page looks. That public pages are the same on both databases
is a test of its own (tests/site/test_same.py); that private ones are made on both is the matrix's (tests/test_matrix.py).
"""

import os
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

IS_LATER_RUN = bool(os.environ.get("COMMONPRESS_TEST_ONCE"))
BESIDE_THE_CODE = Path(__file__).resolve().parents[1] / "commonpress"
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
PROGRAMS = {"subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec", "os.system"}


class Watch:
    """Of the test that runs: whether it is one of those that run once, and what it did that it may not."""

    is_on = False
    seen = ""

    @classmethod
    def notice(cls, what: str) -> None:
        """Not of a thread that an earlier test left behind."""
        if cls.is_on and not cls.seen and threading.current_thread() is threading.main_thread():
            cls.seen = what


def runs_once(item: pytest.Item) -> bool:
    if item.get_closest_marker("both"):
        return False
    return bool(item.get_closest_marker("once")) or is_free(item)


def is_free(item: pytest.Item) -> bool:
    if BESIDE_THE_CODE not in item.path.parents:
        return False
    marked = any(item.get_closest_marker(name) for name in ("both", "browser", "django_db"))
    return not marked and not DATABASE & set(getattr(item, "fixturenames", ()))


def pytest_configure(config: pytest.Config) -> None:
    if not IS_LATER_RUN:
        sys.addaudithook(on_program)
        watch_connections()


def on_program(event: str, _: Any) -> None:
    if event in PROGRAMS:
        Watch.notice("starts a program")


def watch_connections() -> None:
    real = ConnectionHandler.__getitem__

    def looked(self: ConnectionHandler, alias: str) -> Any:
        # Django itself goes through all that are open, to close them.
        if "ConnectionHandler.all" not in sys._getframe(1).f_code.co_qualname:
            Watch.notice("looks at the database's connection")
        return real(self, alias)

    ConnectionHandler.__getitem__ = looked  # type: ignore[assignment,method-assign]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if IS_LATER_RUN:
        config.hook.pytest_deselected(items=[item for item in items if runs_once(item)])
        items[:] = [item for item in items if not runs_once(item)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    Watch.is_on, Watch.seen = is_free(item) and not item.get_closest_marker("once"), ""
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    result = yield
    was_on, Watch.is_on = Watch.is_on, False
    if was_on and Watch.seen:
        pytest.fail(
            f"it asks for no database, so it runs on SQLite only; but it {Watch.seen}: mark it `both`"
        )
    return result
