"""Search and read more: how good on the demonstration stories, how fast at 100,000 generated ones, in-process.

``COMMONPRESS_BENCH_STORIES`` sets another number; building the index of all takes minutes.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Row, at_least, at_most, told
from benchmarks.papers import alone

GROUP = "reading"
STORIES = int(os.environ.get("COMMONPRESS_BENCH_STORIES", "100000"))
ROOT = Path(__file__).resolve().parents[2]


def rows() -> Iterator[Row]:
    yield from golden()
    yield from at_size()


def golden() -> Iterator[Row]:
    found = alone("golden")
    share, gain = 100 * found["passed"] / found["queries"], found["like"] - found["newest"]
    yield at_least(f"golden set of {found['queries']} queries, answered well", share, "%", 100)
    yield at_least(f"read more, nDCG@4 over {found['judged']} stories", found["like"], "", 0.7)
    yield told("newest in the same section, nDCG@4", found["newest"], "")
    yield at_least("read more, nDCG@4 above newest in the same section", gain, "", 0.25)


def at_size() -> Iterator[Row]:
    found = alone("search", str(STORIES))
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
