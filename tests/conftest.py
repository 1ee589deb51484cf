"""A real browser for the journeys: the machine's Chromium, driven by Playwright.

``page`` is pytest-playwright's, ``live_server`` pytest-django's: a thread of the test's own process. Its requests have
connections of their own on PostgreSQL, so what a test prepares must be committed: pytest-django gives every test that
asks for ``live_server`` a transactional database. Static files come unhashed and uncompressed there (set in the root's
conftest.py). Mark such tests ``@pytest.mark.browser``.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tools.system import find_chromium

ROOT = Path(__file__).resolve().parent.parent
QUIET = [
    "--no-sandbox",  # CI runs as root, where Chromium's sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds for anything a page is expected to do on a busy machine

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("COMMONPRESS_TEST_CHROMIUM") or find_chromium()
    if not chromium:
        pytest.skip("no Chromium: `apt-get install chromium`, or name one in COMMONPRESS_TEST_CHROMIUM")
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Dates and words the same wherever the tests run; no motion, so that pictures of pages are stable."""
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "UTC", "reduced_motion": "reduce"}


@pytest.fixture
def context(context: Any) -> Any:
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def axe_script() -> str:
    """axe-core of the lock file, to be given to ``page.evaluate``; then ``axe.run()`` finds what shuts people out."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
