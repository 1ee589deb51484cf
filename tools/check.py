"""Everything that reads the code instead of running it. `make check` is the same as CI.

python -m tools.check             all steps
python -m tools.check mypy css    the named ones
"""

import os
import platform
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.system import find_gettext

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
# Nothing here may touch a paper: migrations are compared with the models, not with a database.
ENVIRONMENT = {
    **os.environ,
    "COMMONPRESS_HOME": str(ROOT / "build" / "check-home"),
    "COMMONPRESS_DATABASE_URL": "sqlite://:memory:",
    "COMMONPRESS_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
BIOME = (
    ROOT
    / "node_modules/@biomejs"
    / f"cli-linux-{'arm64' if platform.machine() == 'aarch64' else 'x64'}"
    / "biome"
)

STEPS: dict[str, list[str]] = {
    "mypy": [str(BIN / "mypy"), "--no-error-summary"],
    "ruff": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    # Only what ruff's rules S do not judge at its place, with a reason beside each exception.
    "bandit": [
        str(BIN / "bandit"),
        *("--quiet", "--recursive", "commonpress", "--exclude", "*/tests/*,*/migrations/*"),
        *("--skip", "B101,B105,B308,B311,B404,B603,B608,B703"),
    ],
    "imports": [str(BIN / "lint-imports"), "--no-logo"],
    "templates": [str(BIN / "djlint"), "--lint", "--quiet", "commonpress"],
    "css": [str(BIOME), "lint", "--error-on-warnings", "commonpress"],
    "containers": [str(BIN / "hadolint"), "deploy/Containerfile"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "django": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "catalogues": [PYTHON, "-m", "tools.catalogues", "check"],
    "words": [PYTHON, "-m", "tools.words"],
    # The commands they show are run by `make test`.
    "docs": [
        PYTHON,
        "-m",
        "pytest",
        "-p",
        "no:xdist",
        "-m",
        "not slow",
        "tests/test_docs.py",
        "tests/test_rooms.py",
    ],
}


@dataclass(frozen=True)
class Result:
    name: str
    is_good: bool
    output: str
    seconds: float


def main(chosen: list[str]) -> int:
    """0 when every step is good. All are run, so that one round shows everything there is to mend."""
    unknown = set(chosen) - set(STEPS)
    if unknown:
        print(f"No such step: {', '.join(sorted(unknown))}. There is: {', '.join(STEPS)}.")
        return 2
    (ROOT / "build" / "check-home").mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = [told(result) for result in pool.map(run, chosen or possible())]
    bad = [result.name for result in results if not result.is_good]
    print(f"make check: mend {', '.join(bad)}." if bad else "make check: all good.", flush=True)
    return 1 if bad else 0


def possible() -> list[str]:
    """Every step, but for one without its program; in CI that step fails instead of being left out."""
    lacking = {"catalogues": not find_gettext(), "css": not BIOME.exists()}
    return [step for step in STEPS if os.environ.get("CI") or not lacking.get(step)]


def run(name: str) -> Result:
    started = time.monotonic()
    try:
        done = subprocess.run(
            STEPS[name], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
    except OSError as problem:
        return Result(name, False, f"{problem}\n", 0)
    return Result(name, done.returncode == 0, done.stdout + done.stderr, time.monotonic() - started)


def told(result: Result) -> Result:
    print(f"{'ok  ' if result.is_good else 'BAD '} {result.name:<16} {result.seconds:5.1f} s", flush=True)
    if not result.is_good:
        print("".join(f"     {line}\n" for line in result.output.splitlines()), flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
