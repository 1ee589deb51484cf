"""What the last `make test-faults` found, as rows: they are measured there, and only repeated here."""

import json
from collections.abc import Iterator
from typing import Any

from benchmarks import Row, at_most, told
from benchmarks.papers import ROOT

REPORT = ROOT / "build" / "faults" / "report.json"
# Figures of the report: unit and the most that passes.
GOALS = {
    "lost": ("writes", 0),
    "doubled": ("writes", 0),
    "slowest answer, s": ("s", 5),
    "recovered after, s": ("s", 10),
}


def rows() -> Iterator[Row]:
    """Nothing where the faults were never run."""
    if not REPORT.exists():
        return
    for name, found in json.loads(REPORT.read_text(encoding="utf-8"))["faults"].items():
        yield from of_fault(name, found)


def of_fault(name: str, found: dict[str, Any]) -> Iterator[Row]:
    yield told(f"fault: {name}, acknowledged writes", found.get("acknowledged writes", 0), "writes")
    for figure, (unit, most) in GOALS.items():
        if isinstance(value := found.get(figure), int | float):
            yield at_most(f"fault: {name}, {figure.removesuffix(', s')}", value, unit, most)
