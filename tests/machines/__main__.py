"""Run the proofs and write build/machines/report.json.

python -m tests.machines                   all of them
python -m tests.machines primary seen      the named ones
"""

import importlib
import os
import pkgutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence

from tests.faults.__main__ import before, keep, tell, written
from tests.faults.judge import Verdict
from tests.machines import proofs
from tests.machines.stand import ROOT

REPORT = ROOT / "build" / "machines" / "report.json"
NAMES = sorted(module.name for module in pkgutil.iter_modules(proofs.__path__))


def main(arguments: Sequence[str]) -> int:
    """0 when every proof holds."""
    if os.geteuid() != 0:
        print("Network namespaces need root.")
        return 2
    chosen = [name for name in arguments if not name.startswith("--")] or NAMES
    if unknown := set(chosen) - set(NAMES):
        print(f"No such proof: {', '.join(sorted(unknown))}. There is: {', '.join(NAMES)}.")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left standing
    report = before(REPORT, "proofs")
    for name in chosen:
        began = time.monotonic()
        for one in attempted(name, "--long" in arguments):
            report["proofs"][one.name] = written(one, name, time.monotonic() - began)
            keep(report, REPORT)
            tell(one)
    return 0 if all(one["passed"] for one in report["proofs"].values()) else 1


def attempted(name: str, is_long: bool) -> Iterator[Verdict]:
    try:
        yield from importlib.import_module(f"tests.machines.proofs.{name}").run(is_long)
    except Exception as problem:
        yield Verdict(name, faults=[f"it broke: {type(problem).__name__}: {problem}"[:3000]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
