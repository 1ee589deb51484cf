"""The queue of the desk with 200 submissions: queries and processor's time of one page, in-process on SQLite."""

from collections.abc import Iterator

from benchmarks import Row, at_most, told
from benchmarks.papers import alone

GROUP = "desk"


def rows() -> Iterator[Row]:
    found = alone("desk_queue")
    yield at_most("200 submissions in the queue, queries", found["queries"], "", 12)
    yield told("200 submissions in the queue, processor's time p50", found["p50"], "ms")
    yield at_most("200 submissions in the queue, processor's time p95", found["p95"], "ms", 60)
