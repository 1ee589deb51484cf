"""The primary is killed, or cut off, while people write; the standby is promoted. Nothing acknowledged may be lost."""

import time
from collections.abc import Callable, Iterator

from tests.faults.judge import Verdict, kinds, shares
from tests.faults.load import Load
from tests.machines.stand import URL, Stand, standing

BACK_SECONDS = 30.0
NOTICED_SECONDS = 3.0  # what whoever watches takes to be sure
KINDS = ("comment", "begin", "story", "autosave", "decision", "view")
BEFORE, AFTER = 6.0, 5.0  # seconds of load


def run(is_long: bool) -> Iterator[Verdict]:
    yield lost("primary killed", kill)
    yield lost("primary cut off", cut)


def kill(stand: Stand) -> None:
    stand.primary.kill()


def cut(stand: Stand) -> None:
    stand.network.cut(stand.primary.machine)


def lost(name: str, injure: Callable[[Stand], None]) -> Verdict:
    with standing() as (stand, facts), Load(URL, facts, pace=0.7).running() as load:
        time.sleep(BEFORE)
        began = time.monotonic()
        injure(stand)
        time.sleep(NOTICED_SECONDS)
        promoted = time.monotonic()
        stand.standby.promote()
        back = load.until_all_are_well(promoted, 2 * BACK_SECONDS)
        time.sleep(AFTER)
        stop(load)
        return judged(name, stand, load, began, back)


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
        "slowest answer, s": round(max(one.seconds for one in load.told), 2),
        "kept pages during it": f"{sum(one.status == 200 for one in reads)} of {len(reads)}",
        "writes during it": shares(during, but=("read", "search", "private")),
        "by kind": {kind: audit[kind] for kind in KINDS},
    }
    verdict.must(not verdict.figures["lost"], "acknowledged writes were lost")
    verdict.must(not verdict.figures["doubled"], "writes were doubled")
    verdict.must(gone is not None and gone <= BACK_SECONDS, f"not back within thirty seconds: {gone}")
    failed = [one for one in reads if one.status != 200]
    verdict.must(not failed, f"pages in memory were not served: {kinds(failed)}")
    return verdict
