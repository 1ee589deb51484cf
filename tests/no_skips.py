"""A plugin of the suite: where CI is set, a skipped test is a failed one. Loaded by ``addopts``."""

import os
from collections.abc import Generator
from typing import Any

import pytest

STRICT = bool(os.environ.get("CI"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """A test that is known to fail (xfail) is not a skipped one and stays as it is."""
    report = yield
    return fail_if_skipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    """A whole file can skip itself too (``importorskip``)."""
    report = yield
    return fail_if_skipped(report)


def fail_if_skipped(report: Any) -> Any:
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and in CI nothing may be skipped: {reason(report.longrepr)}"
    return report


def reason(longrepr: Any) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
