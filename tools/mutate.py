"""Break the code that guards, in one place after the other: do its tests notice? Ends with 1 below 85 of a hundred.

python -m tools.mutate                       some places of every file of tools/guards.py
python -m tools.mutate fetches               those of one group
python -m tools.mutate peers public --all    every place of some files
python -m tools.mutate --most=10             ten places of each file instead of twenty-five
python -m tools.mutate --drawn=3             three places of each file, by a lot that falls the same each time
python -m tools.mutate --minutes=60          each group has an equal part of the hour; files that were not reached are named

The group's tests run once as they are, and it is noted which of them comes to which line. Then each mutant lives in a child
of that process, in which the functions have got the broken code, and only the tests that come to the place are run, the
quickest first. What they do not notice is tried again in a new process, for a memory of the first run may have hidden it;
so is what is broken where a module is read. No file is changed.
"""

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tools.guards import GROUPS, ROOT, Group
from tools.mutants import PLACES, Mutant, drawn, places
from tools.mutate_run import Run, copied, ran

LEAST = 85  # of a hundred
SURE = 1.96  # standard deviations: nineteen times of twenty
STARTS = 60  # seconds for a new process to begin with its tests
Choose = Callable[[Path], list[int]]  # which places of a file


def main(arguments: Sequence[str]) -> int:
    asked = {each for each in arguments if not each.startswith("--")}
    chosen = {
        name: [path for path in group.paths() if not asked or asked & {name, path.stem, shown(path)}]
        for name, group in GROUPS.items()
    }
    parts = sum(map(bool, chosen.values()))
    noticed = tried = 0
    for name, paths in chosen.items():
        if paths:
            seconds = 60 * number(arguments, "minutes", sys.maxsize) // parts
            found, of = of_group(GROUPS[name], paths, choose=choice(arguments), seconds=seconds)
            noticed, tried = noticed + found, tried + of
    score = 100 * noticed / max(tried, 1)
    low, high = interval(noticed, tried)
    print(f"make mutate: {noticed} of {tried} noticed, {score:.1f} of a hundred ({low:.1f} to {high:.1f}).")
    return 0 if tried and score >= LEAST else 1


def choice(arguments: Sequence[str]) -> Choose:
    if by_lot := number(arguments, "drawn", 0):
        return partial(drawn, most=by_lot)
    return partial(places, most=sys.maxsize if "--all" in arguments else number(arguments, "most", PLACES))


def number(arguments: Sequence[str], name: str, otherwise: int) -> int:
    start = f"--{name}="
    return next((int(each.removeprefix(start)) for each in arguments if each.startswith(start)), otherwise)


def interval(noticed: int, tried: int) -> tuple[float, float]:
    """Where the score of all places lies, of a hundred, if those tried are a fair part of them (Wilson, 1927)."""
    if not tried:
        return 0.0, 100.0
    share, square = noticed / tried, SURE**2 / tried
    middle = share + square / 2
    around = SURE * math.sqrt(share * (1 - share) / tried + square / (4 * tried))
    return 100 * (middle - around) / (1 + square), 100 * (middle + around) / (1 + square)


def of_group(group: Group, paths: Sequence[Path], *, choose: Choose, seconds: int) -> tuple[int, int]:
    """The mutants of these files, in a process whose tests have run. How many were noticed, of how many."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(within(group, paths, choose=choose, seconds=seconds, told=writing))
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as told:
        rows = [tuple(map(int, line.split())) for line in told]
    _pid, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(
            f"The tests of {', '.join(map(shown, paths))} fail as they are, or could not be run."
        )
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def within(group: Group, paths: Sequence[Path], *, choose: Choose, seconds: int, told: int) -> int:
    until = time.monotonic() + seconds

    def tried(run: Run) -> None:
        for path in paths:
            if time.monotonic() > until:
                print(f"{shown(path)}: not reached", flush=True)
                continue
            is_sound = run.is_sound(path)
            found = [Mutant(path, number) for number in choose(path)]
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
