"""Memory as the kernel counts it: PSS shares what processes share, so that a family's sum is what it really costs."""

import re
from pathlib import Path

PROC = Path("/proc")


def family_pss(process: int) -> int:
    """Bytes of PSS of a process and all its descendants."""
    return sum(pss(member) for member in family(process))


def family_mapped(process: int) -> int:
    """Bytes of that which are files in the kernel's cache, mapped: they go when memory is wanted elsewhere."""
    return sum(pss(member, "Pss_File") for member in family(process))


def family(process: int) -> list[int]:
    children = [child for child, parent in parents().items() if parent == process]
    return [process, *(member for child in children for member in family(child))]


def parents() -> dict[int, int]:
    """Of every process its parent. The fourth field of ``stat``, after a name that may hold anything."""
    found = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            found[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended meanwhile
    return found


def pss(process: int, kind: str = "Pss") -> int:
    try:
        rollup = (PROC / str(process) / "smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(rf"^{kind}:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
