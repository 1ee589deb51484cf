"""Is the code that guards run to its last line and branch? Ends with 1 below what guards.py asks, and says where.

python -m tools.cover                 every group of tools/guards.py
python -m tools.cover cleans fetches  some of them
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.guards import GROUPS, ROOT, Group
from tools.postgres import throwaway

DATA = ROOT / "build" / "cover"


def main(chosen: list[str]) -> int:
    unknown = set(chosen) - set(GROUPS)
    if unknown:
        print(f"No such group: {', '.join(sorted(unknown))}. There is: {', '.join(GROUPS)}.")
        return 2
    DATA.mkdir(parents=True, exist_ok=True)
    return max([covered(name, GROUPS[name]) for name in chosen or GROUPS])


def covered(name: str, group: Group) -> int:
    """Run the group's tests over its files. 0 when they pass and nothing is left out."""
    print(f"\n== {name} ==", flush=True)
    environment = {
        **os.environ,
        "COVERAGE_FILE": str(DATA / name.replace(" ", "-")),
        "COMMONPRESS_HOME": str(ROOT / "build" / "test-home"),
    }
    Path(environment["COMMONPRESS_HOME"]).mkdir(parents=True, exist_ok=True)
    report = ["report", "--show-missing", "--skip-covered", f"--fail-under={group.least}"]
    codes = [counted(group, group.tests, environment)]
    if group.on_postgres:
        with throwaway() as address:
            there = {**environment, "COMMONPRESS_DATABASE_URL": address}
            codes.append(counted(group, group.on_postgres, there, "--append"))
    return max(*codes, coverage(report, environment))


def counted(group: Group, patterns: Sequence[str], environment: dict[str, str], *more: str) -> int:
    include = ",".join(map(str, group.paths()))
    tests = [str(path) for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    pytest = ["-m", "pytest", "-p", "no:xdist", "-m", "not browser"]
    return coverage(["run", "--branch", f"--include={include}", *more, *pytest, *tests], environment)


def coverage(words: Sequence[str], environment: dict[str, str]) -> int:
    return subprocess.run(
        [sys.executable, "-m", "coverage", *words], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
