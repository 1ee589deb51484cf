"""Words that must not stand in a file of this project: paths of one machine, addresses of package indexes and the like."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Each pattern has a letter in brackets so that this file passes its own look. A lock file with an index's address breaks
# on mirrors; a path of one machine breaks on all others.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w./-])/(?:[w]ork|[r]oot|[h]ome/\w+)/",
    "the address of a package index": r"py[p]i\.org|[p]ythonhosted\.org|registry\.[n]pmjs|registry\.[y]arnpkg",
    "a tool of whoever wrote it": r"\b[c]laude\b|\b[c]opilot\b|\b[c]hatgpt\b|\b[a]nthropic\b|[s]ession tool|[h]elper agent",
    "a word for later": r"\b[T]ODO\b|\b[F]IXME\b|\b[X]XX\b",
}
EXACT = {"a word for later"}  # in capitals; "todo" is Spanish and Romanian readers write too


def main() -> int:
    found = [line for path in tracked() for line in findings(path)]
    print("\n".join(found))
    return 1 if found else 0


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def findings(path: Path) -> Iterator[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return  # a picture, a font or a compiled catalogue
    for number, line in enumerate(lines, start=1):
        for what, pattern in FORBIDDEN.items():
            if re.search(pattern, line, 0 if what in EXACT else re.IGNORECASE):
                yield f"{path.relative_to(ROOT)}:{number}: {what}: {line.strip()[:100]}"


if __name__ == "__main__":
    sys.exit(main())
