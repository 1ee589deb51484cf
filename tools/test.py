"""Run the whole suite on SQLite, then on PostgreSQL what any database could change (tests/once.py). Arguments go to pytest.

With CI in the environment nothing may be missing and nothing may be skipped (tests/no_skips.py).
"""

import os
import subprocess
import sys
from pathlib import Path

from tools.postgres import throwaway
from tools.system import find_chromium, find_postgres

ROOT = Path(__file__).resolve().parent.parent
# One more than there are cores: with as many, two fifths of their time went by waiting for servers and browsers. One that
# has run dry takes over from another.
WORKERS = ["-n", str(min((os.cpu_count() or 1) + 1, 5)), "--dist", "worksteal"]
HOME = ROOT / "build" / "test-home"
NOTHING_LEFT = 5  # NO_TESTS_COLLECTED of pytest: what was asked for has run on SQLite


def main(arguments: list[str]) -> int:
    HOME.mkdir(parents=True, exist_ok=True)
    codes = [on_sqlite(arguments)]
    if find_postgres() or os.environ.get("CI"):
        codes.append(on_postgres(arguments))
    return max(codes)


def on_sqlite(arguments: list[str]) -> int:
    print("\n== On SQLite ==", flush=True)
    return run(arguments, "")


def on_postgres(arguments: list[str]) -> int:
    print("\n== On PostgreSQL ==", flush=True)
    with throwaway() as address:
        code = run(arguments, address)
    return 0 if code == NOTHING_LEFT else code


def run(arguments: list[str], database: str) -> int:
    environment = {
        **os.environ,
        "COMMONPRESS_HOME": str(HOME),
        "COMMONPRESS_TEST_CHROMIUM": find_chromium() or "",
    }
    environment.pop("COMMONPRESS_DATABASE_URL", None)
    if database:
        environment |= {"COMMONPRESS_DATABASE_URL": database, "COMMONPRESS_TEST_ONCE": "done"}
    command = [sys.executable, "-m", "pytest", *WORKERS, *selection(), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def selection() -> list[str]:
    """Without a browser, and outside CI, browser tests are left out; tools/system.py has said so."""
    return [] if find_chromium() or os.environ.get("CI") else ["-m", "not browser"]


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except RuntimeError as problem:
        sys.exit(str(problem))
