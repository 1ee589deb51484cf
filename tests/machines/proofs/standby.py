"""The standby is cut off: whoever writes waits for it, and is told so in time; nothing is lost or done twice."""

from collections.abc import Iterator

from tests.faults.judge import Verdict
from tests.machines.proofs.cut import survived

LONG_ROUNDS = 5  # what goes wrong here goes wrong seldom


def run(is_long: bool) -> Iterator[Verdict]:
    for number in range(1, (LONG_ROUNDS if is_long else 1) + 1):
        name = "the standby cut off" if number == 1 else f"the standby cut off, {number}"
        yield survived(name, lambda on: on.network.cut("base-2"), lambda on: on.network.mend("base-2"))
