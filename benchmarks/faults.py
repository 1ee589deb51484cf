"""What the last `make test-faults` and `make test-machines` found, as rows: measured there, and only repeated here."""

import json
from collections.abc import Iterator
from typing import Any

from benchmarks import Row, at_most, told
from benchmarks.papers import ROOT

REPORTS = {"faults": ("fault", ROOT / "build/faults"), "proofs": ("machines", ROOT / "build/machines")}
# Figures of the reports: unit and the most that passes.
GOALS = {
    "lost": ("writes", 0),
    "doubled": ("writes", 0),
    "slowest answer, s": ("s", 5),
    "recovered after, s": ("s", 10),
    "seconds until all is well": ("s", 30),
    "slowest, s": ("s", 1),  # until what one node published is seen on the other
    "failed reads": ("reads", 0),
    "failed writes": ("writes", 0),
}


def rows() -> Iterator[Row]:
    """Nothing where they were never run."""
    for what, (kind, folder) in REPORTS.items():
        report = folder / "report.json"
        if report.exists():
            for name, found in json.loads(report.read_text(encoding="utf-8"))[what].items():
                yield from of_one(f"{kind}: {name}", found)


def of_one(name: str, found: dict[str, Any]) -> Iterator[Row]:
    """What it holds to besides (pages from memory, memory that grows) is judged there, each failing in a sentence."""
    yield at_most(f"{name}, what did not pass", len(found["faults"]), "", 0)
    if "acknowledged writes" in found:
        yield told(f"{name}, acknowledged writes", found["acknowledged writes"], "writes")
    for figure, (unit, most) in GOALS.items():
        if isinstance(value := found.get(figure), int | float):
            yield at_most(f"{name}, {figure.removesuffix(', s')}", value, unit, most)
