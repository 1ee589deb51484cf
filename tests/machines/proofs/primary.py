"""The primary is killed, or cut off, while people write; the standby is promoted. Nothing acknowledged may be lost."""

import time
from collections.abc import Callable, Iterator

from tests.faults.judge import ANSWER_SECONDS, Verdict, kinds, shares, strain
from tests.faults.load import Load
from tests.machines.base import Base
from tests.machines.stand import URL, Stand, standing

BACK_SECONDS = 30.0
NOTICED_SECONDS = 3.0  # what whoever watches takes to be sure
KINDS = ("comment", "begin", "story", "autosave", "decision", "view")
BEFORE, AFTER = 6.0, 5.0  # seconds of load


def run(is_long: bool) -> Iterator[Verdict]:
    yield lost("primary killed", kill, rewound)
    yield lost("primary cut off", cut, copied)


def kill(stand: Stand) -> None:
    stand.primary.kill()


def cut(stand: Stand) -> None:
    stand.network.cut(stand.primary.machine)


def rewound(stand: Stand) -> None:
    stand.primary.rewound_to(stand.standby)


def copied(stand: Stand) -> None:
    stand.primary.kill()
    stand.network.mend(stand.primary.machine)
    stand.primary.copy_of(stand.standby)


Injure = Callable[[Stand], None]


def lost(name: str, injure: Injure, rejoin: Injure) -> Verdict:
    """The old primary then comes back as the standby, and is promoted in its turn when the new one is killed."""
    with standing() as (stand, facts), Load(URL, facts, pace=0.7).running() as load:
        time.sleep(BEFORE)
        began, back = failed_over(stand, load, injure, stand.standby)
        time.sleep(AFTER)
        rejoin(stand)
        stand.standby.wait_for(stand.primary.machine)
        followed = time.monotonic()
        time.sleep(AFTER)
        again, back_again = failed_over(stand, load, lambda on: on.standby.kill(), stand.primary)
        time.sleep(AFTER)
        stop(load)
        verdict = judged(name, stand, load, began, back)
        return twice(verdict, load, followed, again, back_again)


def failed_over(stand: Stand, load: Load, injure: Injure, heir: Base) -> tuple[float, float | None]:
    """When it happened, and after how many seconds from the promotion all was well."""
    began = time.monotonic()
    injure(stand)
    time.sleep(NOTICED_SECONDS)
    heir.promote()
    return began, load.until_all_are_well(time.monotonic(), 2 * BACK_SECONDS)


def twice(verdict: Verdict, load: Load, followed: float, again: float, back: float | None) -> Verdict:
    """What was acknowledged while the old primary followed lies on it alone now; the audit has looked there."""
    between = [one for one in load.since(followed) if one.at < again and one.acknowledged]
    gone = None if back is None else round(NOTICED_SECONDS + back, 1)
    verdict.figures |= {
        "writes while the old one followed": sum(one.kind in KINDS for one in between),
        "then promoted itself: seconds until all is well": gone,
    }
    verdict.must(any(one.kind in KINDS for one in between), "nothing was written while the old one followed")
    verdict.must(gone is not None and gone <= BACK_SECONDS, f"the second time not back in time: {gone}")
    return verdict


def stop(load: Load) -> None:
    load.stopping.set()
    for thread in load.threads:
        thread.join(20)


def judged(name: str, stand: Stand, load: Load, began: float, back: float | None) -> Verdict:
    verdict = Verdict(name)
    audit = stand.audit(load)
    gone = None if back is None else NOTICED_SECONDS + back
    during = [one for one in load.told if began <= one.at + one.seconds <= began + (gone or 60.0)]
    reads = [one for one in during if one.kind == "read"]
    verdict.figures = {
        "requests": len(load.told),
        "acknowledged writes": sum(audit[kind]["acknowledged"] for kind in KINDS),
        "lost": sum(audit[kind]["lost"] for kind in KINDS),
        "doubled": sum(audit[kind]["doubled"] for kind in KINDS),
        "seconds until all is well": None if gone is None else round(gone, 1),
        "of them until it was noticed": NOTICED_SECONDS,
        "strained, times": round(strain(), 1),
        "slowest answer, s": round(max(one.seconds for one in load.told), 2),
        "kept pages during it": f"{sum(one.status == 200 for one in reads)} of {len(reads)}",
        "writes during it": shares(during, but=("read", "search", "private")),
        "by kind": {kind: audit[kind] for kind in KINDS},
    }
    verdict.must(not verdict.figures["lost"], "acknowledged writes were lost")
    verdict.must(not verdict.figures["doubled"], "writes were doubled")
    slow = [one for one in load.told if one.seconds > ANSWER_SECONDS * strain()]
    verdict.must(not slow, f"{len(slow)} answers took over {ANSWER_SECONDS * strain():.1f} s: {kinds(slow)}")
    verdict.must(gone is not None and gone <= BACK_SECONDS, f"not back within thirty seconds: {gone}")
    failed = [one for one in reads if one.status != 200]
    verdict.must(not failed, f"pages in memory were not served: {kinds(failed)}")
    return verdict
