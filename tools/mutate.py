"""Break the code that guards, in one place after the other: do its tests notice? Ends with 1 below 85 of a hundred.

python -m tools.mutate                       some places of every file of tools/guards.py
python -m tools.mutate fetches               those of one group
python -m tools.mutate peers public --all    every place of some files
python -m tools.mutate --most=10             ten places of each file instead of twenty-five

The group's tests run once as they are, and it is noted which of them comes to which line. Then each mutant lives in a child
of that process, in which the functions have got the broken code, and only the tests that come to the place are run, the
quickest first. What they do not notice is tried again in a new process, for a memory of the first run may have hidden it;
so is what is broken where a module is read. No file is changed.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.guards import GROUPS, ROOT, Group
from tools.mutants import PLACES, Mutant, places
from tools.mutate_run import Run, copied, ran

LEAST = 85  # of a hundred
STARTS = 60  # seconds for a new process to begin with its tests


def main(arguments: Sequence[str]) -> int:
    asked = {each for each in arguments if not each.startswith("--")}
    noticed = tried = 0
    for name, group in GROUPS.items():
        paths = [path for path in group.paths() if not asked or asked & {name, path.stem, shown(path)}]
        if paths:
            found, of = of_group(group, paths, most=most(arguments))
            noticed, tried = noticed + found, tried + of
    score = 100 * noticed / max(tried, 1)
    print(f"make mutate: {noticed} of {tried} noticed, {score:.1f} of a hundred.")
    return 0 if tried and score >= LEAST else 1


def most(arguments: Sequence[str]) -> int:
    """Places of one file."""
    if "--all" in arguments:
        return sys.maxsize
    return next((int(each.partition("=")[2]) for each in arguments if each.startswith("--most=")), PLACES)


def of_group(group: Group, paths: Sequence[Path], *, most: int) -> tuple[int, int]:
    """The mutants of these files, in a process whose tests have run. How many were noticed, of how many."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(within(group, paths, most=most, told=writing))
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as told:
        rows = [tuple(map(int, line.split())) for line in told]
    _pid, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(
            f"The tests of {', '.join(map(shown, paths))} fail as they are, or could not be run."
        )
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def within(group: Group, paths: Sequence[Path], *, most: int, told: int) -> int:
    def tried(run: Run) -> None:
        for path in paths:
            is_sound = run.is_sound(path)
            found = [Mutant(path, number) for number in places(path, most)]
            survived = [mutant for mutant in found if not is_noticed(run, mutant, is_sound)]
            if not is_sound:
                print(f"{shown(path)}: its tests need a new process each time", flush=True)
            print(f"{shown(path)}: {len(found) - len(survived)} of {len(found)} noticed", flush=True)
            for mutant in survived:
                print(f"    not noticed: {mutant.where}", flush=True)
            os.write(told, f"{len(found) - len(survived)} {len(found)}\n".encode())

    tests = [str(path) for pattern in group.tests for path in sorted(ROOT.glob(pattern))]
    return ran(tests, paths, tried)


def is_noticed(run: Run, mutant: Mutant, is_sound: bool) -> bool:
    tests = run.tests_of(mutant)
    if not tests:
        return False
    changed = mutant.changed()
    return bool(is_sound and changed and run.is_noticed(changed, tests)) or is_noticed_anew(
        run, mutant, tests
    )


def is_noticed_anew(run: Run, mutant: Mutant, tests: Sequence[str]) -> bool:
    command = [sys.executable, "-m", "tools.mutate_anew", str(mutant.path), str(mutant.number)]
    with copied(run.database) as name:
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, **({"COMMONPRESS_TEST_DATABASE": name} if name else {})},
                input="\n".join(tests).encode(),
                capture_output=True,
                check=False,
                timeout=STARTS + run.seconds(tests),
            )
        except subprocess.TimeoutExpired:
            return True
    return done.returncode != 0


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT / "commonpress"))


if __name__ == "__main__":
    os.environ.setdefault("COMMONPRESS_HOME", str(ROOT / "build" / "test-home"))
    Path(os.environ["COMMONPRESS_HOME"]).mkdir(parents=True, exist_ok=True)
    sys.exit(main(sys.argv[1:]))
