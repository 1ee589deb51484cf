"""Search and read more at 100,000 stories, in the process that asks."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import Row, at_most, told

GROUP = "search"
STORIES = int(os.environ.get("COMMONPRESS_BENCH_STORIES", "100000"))
ROOT = Path(__file__).resolve().parents[2]


def rows() -> Iterator[Row]:
    found = probe(STORIES)
    yield told(f"build the index, {STORIES:,} stories", found["build_s"], "s")
    yield told("size of the index", found["size_mb"], "MB")
    yield told("memory of the process that built it", found["rss_mb"], "MB")
    yield at_most("find with 10 snippets, p50", found["find"]["p50"], "ms", 3)
    yield at_most("find with 10 snippets, p95", found["find"]["p95"], "ms", 10)
    yield told("find with 10 snippets, slowest", found["find"]["max"], "ms")
    for kind in sorted(name for name in found if name.startswith("find ")):
        yield told(f"{kind}, p95", found[kind]["p95"], "ms")
    yield told("read more, p50", found["like"]["p50"], "ms")
    yield at_most("read more, p95", found["like"]["p95"], "ms", 5)
    yield told("one story written again until it is found", found["update_ms"], "ms")


def probe(count: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.probes.search", str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))
