"""Run the faults and write build/faults/report.json.

python -m tests.faults                 every fault, in its short form
python -m tests.faults --long          with 200 kills and half an hour of mixed load; stopped, the kills go on later
python -m tests.faults kill locked     the named ones
"""

import importlib
import json
import os
import pkgutil
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults import kinds
from tests.faults.disks import Impossible
from tests.faults.judge import Verdict
from tests.faults.stand import ROOT

REPORT = ROOT / "build" / "faults" / "report.json"
NAMES = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))


def main(arguments: Sequence[str]) -> int:
    """0 when every fault passed."""
    is_long = "--long" in arguments
    chosen = [name for name in arguments if not name.startswith("--")] or NAMES
    if unknown := set(chosen) - set(NAMES):
        print(f"No such fault: {', '.join(sorted(unknown))}. There is: {', '.join(NAMES)}.")
        return 2
    report = before(REPORT, "faults")
    for name in chosen:
        began = time.monotonic()
        verdicts = attempted(name, is_long)
        report["faults"] |= {one.name: written(one, name, time.monotonic() - began) for one in verdicts}
        keep(report, REPORT)
        for one in verdicts:
            tell(one)
    return 0 if all(one["passed"] for one in report["faults"].values()) else 1


def before(path: Path, what: str) -> dict[str, Any]:
    """What earlier runs have found stays beside it until it is found anew."""
    try:
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"machine": f"{os.cpu_count()} cores", what: {}}
    return report


def keep(report: dict[str, Any], path: Path) -> None:
    report["written"] = datetime.now(UTC).isoformat(timespec="seconds")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=2), encoding="utf-8")


def attempted(name: str, is_long: bool) -> list[Verdict]:
    try:
        verdicts: list[Verdict] = importlib.import_module(f"tests.faults.kinds.{name}").run(is_long)
    except Impossible as problem:
        return [Verdict(name, {"not tried": str(problem)})]
    except Exception as problem:
        return [Verdict(name, faults=[f"it broke: {type(problem).__name__}: {problem}"[:2000]])]
    return verdicts


def written(verdict: Verdict, module: str, seconds: float) -> dict[str, Any]:
    return {
        "passed": verdict.passed,
        "faults": verdict.faults,
        "module": module,
        "seconds": round(seconds, 1),
        **verdict.figures,
    }


def tell(verdict: Verdict) -> None:
    print(f"{'passed' if verdict.passed else 'FAILED'}  {verdict.name}")
    for name, value in verdict.figures.items():
        print(f"        {name}: {value}")
    for fault in verdict.faults:
        print(f"        → {fault}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
