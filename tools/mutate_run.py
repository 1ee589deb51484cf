"""The first run of a group's tests, and children of it in which functions are broken."""

import contextlib
import functools
import gc
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest

from tools.mutants import Mutant

AT_LEAST, TIMES = (
    20,
    10,
)  # seconds for a mutant's tests, and how much longer they may take: then it hangs, and is noticed
PLUGINS = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not browser", "--hypothesis-seed=0"]


def ran(tests: Sequence[str], paths: Sequence[Path], tried: Callable[["Run"], None]) -> int:
    """Run the tests and hand the run to ``tried``. 1 when they fail as they are."""
    run = Run(paths, tried)
    code = pytest.main([*PLUGINS, *tests], plugins=[run])
    return int(code) or int(not run.is_over)


class Run:
    """A plugin of pytest that stays in the loop after the last test."""

    def __init__(self, paths: Sequence[Path], tried: Callable[["Run"], None]) -> None:
        self.tried = tried
        self.coverage = coverage.Coverage(
            data_file=None, include=[str(path) for path in paths], config_file=False
        )
        self.took: dict[str, float] = {}
        self.items: dict[str, pytest.Item] = {}
        self.failed: set[str] = set()
        self.is_over = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        self.coverage.start()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item, following in zip(session.items, [*session.items[1:], session.items[0]], strict=True):
            self.coverage.switch_context(item.nodeid)
            began = time.monotonic()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.took[item.nodeid] = time.monotonic() - began
            self.items[item.nodeid] = item
        self.coverage.stop()
        self.database, self.functions = database(), functions()
        session.testsfailed = 0
        with loud(session.config):
            for name in self.failed:
                print(f"left out, for it fails as things are: {name}", flush=True)
                self.took.pop(name, None)
            self.tried(self)
        self.is_over = True
        return True

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those that come to its lines, the quickest first. What is run only as the file is read concerns them all."""
        data = self.coverage.get_data()
        seen = data.contexts_by_lineno(str(mutant.path))
        found = {name for line in mutant.lines for name in seen.get(line, []) if name in self.took}
        if not found or not mutant.changed():
            found = {name for names in seen.values() for name in names if name in self.took}
        return sorted(found, key=self.took.__getitem__)

    def is_sound(self, path: Path) -> bool:
        """Whether the file's tests pass in a child too where nothing is broken."""
        seen = self.coverage.get_data().contexts_by_lineno(str(path))
        tests = sorted({name for names in seen.values() for name in names if name in self.took})
        return not self.is_noticed([], tests)

    def is_noticed(self, changed: Sequence[tuple[CodeType, CodeType]], tests: Sequence[str]) -> bool:
        child = os.fork()
        if child == 0:
            signal.alarm(self.seconds(tests))
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            code = 1
            try:
                code = self.broken(changed, tests)
            finally:
                os._exit(code)
        _pid, status = os.waitpid(child, 0)
        return status != 0

    def seconds(self, tests: Sequence[str]) -> int:
        return AT_LEAST + int(TIMES * sum(self.took[name] for name in tests))

    def another(self, last: pytest.Item) -> pytest.Item | None:
        """One to come after the last, so that what all tests share is not taken down."""
        return next((item for item in self.items.values() if item is not last), None)

    def broken(self, changed: Sequence[tuple[CodeType, CodeType]], tests: Sequence[str]) -> int:
        """1 as soon as a test fails."""
        with copied(self.database) as name:
            connect_to(name)
            forget()
            config = self.items[tests[0]].config
            config.pluginmanager.unregister(name="terminalreporter")
            for old, new in changed:
                for function in self.functions.get(place(old), []):
                    function.__code__ = new
            chosen = [self.items[name] for name in tests]
            session = chosen[0].session
            session._setupstate.teardown_exact(chosen[0])
            for item, following in zip(chosen, [*chosen[1:], self.another(chosen[-1])], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    return 1
        return 0


def functions() -> dict[tuple[str, str, int], list[FunctionType]]:
    """Every function there is, by where it was written."""
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for each in gc.get_objects():
        if type(each) is FunctionType:  # asked otherwise, a lazy object would come to life
            found.setdefault(place(each.__code__), []).append(each)
    return found


def place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def forget() -> None:
    """What functions remember of the first run."""
    for each in gc.get_objects():
        if type(each) is functools._lru_cache_wrapper and each.__module__.startswith("commonpress"):
            each.cache_clear()


def database() -> str:
    """The file the tests have made, when they needed one and it is SQLite's."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return name if Path(name).exists() else ""


@contextlib.contextmanager
def copied(name: str) -> Iterator[str]:
    """For one mutant alone: what a broken verb leaves behind is nobody's."""
    with tempfile.TemporaryDirectory() as folder:
        yield str(shutil.copy(name, folder)) if name else ""


def connect_to(name: str) -> None:
    """A connection does not outlive a fork; it is not closed, for the locks on the file are the parent's."""
    from django.db import connection

    connection.connection = None
    if name:
        connection.settings_dict["NAME"] = name


@contextlib.contextmanager
def loud(config: pytest.Config) -> Iterator[None]:
    """Let words out that pytest would keep."""
    keeper: Any = config.pluginmanager.getplugin("capturemanager")
    with keeper.global_and_fixture_disabled():
        yield
