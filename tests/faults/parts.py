"""Long runs in parts. Each is kept when it is over: a run that was stopped goes on with the part it was in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.judge import Verdict
from tests.faults.stand import ROOT

PARTS = ROOT / "build" / "faults" / "parts"
# The greatest of these counts for the whole; other numbers are added up.
GREATEST = frozenset({"slowest answer, s", "slowest by kind, s", "recovered after, s", "strained, times"})


def in_parts(name: str, count: int, part: Callable[[int], Verdict], folder: Path = PARTS) -> Verdict:
    """``part`` is given its number. What it found is told when it is over."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name.replace(' ', '-')}.jsonl"
    done = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    for number in range(len(done), count):
        found = part(number)
        done.append({"figures": found.figures, "faults": found.faults})
        with file.open("a") as out:
            out.write(json.dumps(done[-1]) + "\n")
        said = "well" if found.passed else "; ".join(found.faults)
        print(f"{name}: part {number + 1} of {count}: {said}", flush=True)
    file.unlink()
    return together(name, done)


def together(name: str, parts: list[dict[str, Any]]) -> Verdict:
    figures = {key: of_all(key, [part["figures"].get(key) for part in parts]) for key in parts[0]["figures"]}
    return Verdict(
        name, figures | {"parts": len(parts)}, [fault for part in parts for fault in part["faults"]]
    )


def of_all(key: str, values: list[Any]) -> Any:
    """What is no number, nor a count of things by name, is told of the last part."""
    if all(isinstance(value, dict) for value in values):
        names = sorted({name for value in values for name in value})
        add: Callable[[list[Any]], Any] = max if key in GREATEST else sum
        return {name: add([value.get(name, 0) for value in values]) for name in names}
    if not all(isinstance(value, int | float) for value in values):
        return values[-1]
    return max(values) if key in GREATEST else round(sum(values), 1)
