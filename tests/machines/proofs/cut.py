"""A node is cut off from everybody, or from its database alone, while people read and write."""

import time
from collections.abc import Callable, Iterator

from tests.faults.judge import ANSWER_SECONDS, Verdict, kinds, shares, strain
from tests.faults.load import Load
from tests.machines.proofs.primary import KINDS, stop
from tests.machines.stand import URL, Stand, standing

BEFORE, CUT, AFTER = 4.0, 8.0, 4.0  # seconds
BACK_SECONDS = 30.0


def run(is_long: bool) -> Iterator[Verdict]:
    yield survived(
        "a node cut off", lambda on: on.network.cut("node-b"), lambda on: on.network.mend("node-b")
    )
    yield survived("a node cut off from the database", hide, show)


def hide(stand: Stand) -> None:
    for base in ("base-1", "base-2"):
        stand.network.hide("node-b", base)


def show(stand: Stand) -> None:
    for base in ("base-1", "base-2"):
        stand.network.show("node-b", base)


def survived(name: str, injure: Callable[[Stand], None], mend: Callable[[Stand], None]) -> Verdict:
    """Each on a stand of its own, so that the ledger tells of one injury."""
    with standing() as (stand, facts), Load(URL, facts, pace=0.7).running() as load:
        time.sleep(BEFORE)
        began = time.monotonic()
        injure(stand)
        time.sleep(CUT)
        mended = time.monotonic()
        mend(stand)
        back = load.until_all_are_well(mended, 2 * BACK_SECONDS)
        time.sleep(AFTER)
        stop(load)
        return judged(name, stand, load, (began, mended), back)


def judged(name: str, stand: Stand, load: Load, injured: tuple[float, float], back: float | None) -> Verdict:
    verdict = Verdict(name)
    audit = stand.audit(load)
    during = [one for one in load.told if injured[0] <= one.at + one.seconds <= injured[1]]
    reads = [one for one in during if one.kind == "read"]
    failed = [one for one in load.told if one.kind == "read" and one.status != 200]
    verdict.figures = {
        "requests": len(load.told),
        "acknowledged writes": sum(audit[kind]["acknowledged"] for kind in KINDS),
        "lost": sum(audit[kind]["lost"] for kind in KINDS),
        "doubled": sum(audit[kind]["doubled"] for kind in KINDS),
        "strained, times": round(strain(), 1),
        "slowest answer, s": round(max(one.seconds for one in load.told), 2),
        "kept pages during it": f"{sum(one.status == 200 for one in reads)} of {len(reads)}",
        "writes during it": shares(during, but=("read", "search", "private")),
        "last answers": last(load),
        "by kind": {kind: audit[kind] for kind in KINDS},
        "seconds until all is well again": None if back is None else round(back, 1),
    }
    verdict.must(not verdict.figures["lost"], "acknowledged writes were lost")
    verdict.must(not verdict.figures["doubled"], "writes were doubled")
    verdict.must(not failed, f"pages in memory were not served: {kinds(failed)}")
    slow = [one for one in load.told if one.seconds > ANSWER_SECONDS * strain()]
    verdict.must(not slow, f"{len(slow)} answers took over {ANSWER_SECONDS * strain():.1f} s: {kinds(slow)}")
    verdict.must(back is not None and back <= BACK_SECONDS, f"not back within thirty seconds: {back}")
    return verdict


def last(load: Load) -> dict[str, list[int]]:
    """The last three of each kind, so that what did not come back is seen."""
    return {kind: [one.status for one in load.since(0.0, kind)[-3:]] for kind in sorted(load.seconds)}
