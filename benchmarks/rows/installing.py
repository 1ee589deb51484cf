"""From nothing to a served page: the wheel, an empty environment, the lock, without a network."""

from collections.abc import Iterator

from benchmarks import Row, at_most, told
from benchmarks.papers import attempted
from tools import wheel

GROUP = "operating"


def rows() -> Iterator[Row]:
    yield from attempted(installing)


def installing() -> Iterator[Row]:
    """After the download. The processor's own seconds do not grow when something else runs on the machine."""
    found = wheel.prove(wheel.build())
    yield told("wheel", found["wheel_mb"], "MB")
    yield at_most("from the download to a served page", found["whole"], "s", 60)
    yield told("the same, processor time of all of it", found["cpu"], "s")
    yield told("of it, `new` and `serve` to the first page", found["seconds"], "s")
