"""Whether an answer of signing in, a code, a forgotten password or joining tells that an address has an account."""

from collections.abc import Iterator

from benchmarks import Row, at_most, told
from benchmarks.papers import empty, probe

GROUP = "accounts"
ALIKE = 0.05  # of the median: less than the network's own noise


def rows() -> Iterator[Row]:
    for name, found in probe("enumeration", empty()).items():
        yield at_most(f"{name}: pairs of answers that differ, of {found['tries']}", found["differ"], "", 0)
        yield told(f"{name}: known address, processor's time, median", found["known"], "ms")
        yield told(f"{name}: unknown address, processor's time, median", found["unknown"], "ms")
        yield at_most(f"{name}: the medians' ratio, away from 1 by", abs(found["ratio"] - 1), "", ALIKE)
        yield told(f"{name}: the same by the clock", abs(found["waited"] - 1), "")
