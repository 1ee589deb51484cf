"""Find the rows, measure them, print a table and write ``build/bench/<group>.json``."""

import importlib
import json
import os
import pkgutil
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from benchmarks import Row, failed, rows

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "bench"


def main(wanted: list[str]) -> int:
    """Measure the named groups (all without a name). 0 when every target is met, 1 when not, 2 for an unknown name."""
    groups = by_group(modules())
    unknown = set(wanted) - set(groups)
    if unknown:
        print(f"No such group: {', '.join(sorted(unknown))}. There is: {', '.join(sorted(groups))}.")
        return 2
    measured = {group: measure(group, groups[group]) for group in (wanted or sorted(groups))}
    return 0 if all(row.ok for found in measured.values() for row in found) else 1


def modules() -> list[ModuleType]:
    found = sorted(module.name for module in pkgutil.iter_modules(rows.__path__))
    return [importlib.import_module(f"{rows.__name__}.{name}") for name in found]


def by_group(found: list[ModuleType]) -> dict[str, list[ModuleType]]:
    groups: dict[str, list[ModuleType]] = {}
    for module in found:
        groups.setdefault(module.GROUP, []).append(module)
    return groups


def measure(group: str, members: list[ModuleType]) -> list[Row]:
    print(
        f"\n{group}: {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f} at the start",
        flush=True,
    )
    started = time.monotonic()
    found = [row for module in members for row in shown(rows_of(module))]
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{group}.json"
    path.write_text(json.dumps([row.as_dict() for row in found], indent=1, ensure_ascii=False) + "\n")
    print(
        f"{len(found)} rows in {time.monotonic() - started:.0f} s; {sum(not r.ok for r in found)} miss. {path}"
    )
    return found


def rows_of(module: ModuleType) -> Iterable[Row]:
    """The module's rows; a module that breaks gives one failed row more, so that the others are still heard."""
    try:
        yield from module.rows()
    except Exception as problem:
        yield failed(module.__name__.rpartition(".")[2], "", f"{type(problem).__name__}: {problem}")


def shown(measured: Iterable[Row]) -> Iterable[Row]:
    for row in measured:
        value = (
            "-"
            if row.value is None
            else f"{row.value:,}"
            if isinstance(row.value, int | float)
            else row.value
        )
        print(f"  {'  ' if row.ok else '! '}{row.row:<58} {value:>12} {row.unit:<9} {row.target}", flush=True)
        yield row
