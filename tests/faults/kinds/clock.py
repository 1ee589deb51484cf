"""The clock jumps a day forward, and a day back: nobody is locked out, nothing is lost or done twice, no errand waits.

Uses libfaketime (Debian's package of that name) for the server; where it is absent the fault is told as not tried.
"""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.disks import Impossible
from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.kinds.mail import until_quiet
from tests.faults.stand import on_sqlite
from tools.system import find_faketime

# What a jump takes from a count on purpose: a view is of an hour, and its token of a day.
COUNTS = ("comment", "begin", "story", "autosave", "decision")


def run(is_long: bool) -> list[Verdict]:
    library = find_faketime()
    if not library:
        raise Impossible("libfaketime is not installed: `apt-get install libfaketime`")
    seconds = 20.0 if is_long else 6.0
    verdicts = []
    for name, first, then in (
        ("clock a day forward", "+1d", "+1d"),
        ("clock a day forward and back", "+1d", "+0"),
        ("clock a day back", "-1d", "-1d"),
    ):
        with on_sqlite(submissions=20) as (paper, facts):
            hand = paper.folder.parent / "clock"
            hand.write_text("+0")
            faked = {
                "LD_PRELOAD": library,
                "FAKETIME_TIMESTAMP_FILE": str(hand),
                "FAKETIME_CACHE_DURATION": "1",  # seconds; read at every call, a look at the clock costs five times as much
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }
            with paper.served(**faked) as server:
                verdict = hurt(name, server, facts, jumped(hand, first, then), seconds, counts=COUNTS)
                quiet = until_quiet(paper, 90)
            verdict.figures["errands done after, s"] = quiet
            verdict.must(quiet is not None, "errands still waited ninety seconds later")
            verdicts.append(verdict)
    return verdicts


@contextlib.contextmanager
def jumped(hand: Path, first: str, then: str) -> Iterator[None]:
    hand.write_text(first)
    yield
    hand.write_text(then)
    time.sleep(1.1)  # until it is noticed
