"""Nodes are brought to another version one after the other, the first of them migrates, and nobody notices."""

import time
from collections.abc import Iterator

from tests.faults.judge import Verdict, kinds, shares
from tests.faults.load import Load
from tests.machines.proofs.primary import KINDS, stop
from tests.machines.stand import URL, Stand, standing

NEWER = {"DJANGO_SETTINGS_MODULE": "tests.machines.newer.settings"}
BEFORE, BETWEEN = 4.0, 2.0  # seconds
READING = ("read", "search", "private")


def run(is_long: bool) -> Iterator[Verdict]:
    with standing() as (stand, facts), Load(URL, facts, pace=0.7).running() as load:
        time.sleep(BEFORE)
        began = time.monotonic()
        for name in stand.nodes:
            upgraded(stand, name)
            time.sleep(BETWEEN)
        took = time.monotonic() - began
        stop(load)
        yield judged(stand, load, took)


def upgraded(stand: Stand, name: str) -> None:
    """As docs/operating/scale.md says."""
    stand.front.rest(name)
    stand.nodes[name].stop()
    stand.nodes[name].start(**NEWER).wait()
    stand.front.rest()


def judged(stand: Stand, load: Load, took: float) -> Verdict:
    verdict = Verdict("rolling upgrade with a migration")
    audit = stand.audit(load)
    reads = [one for one in load.told if one.kind in READING]
    writes = [one for one in load.told if one.kind not in READING]
    failed_reads = [one for one in reads if not one.acknowledged]
    failed_writes = [one for one in writes if not one.acknowledged and one.status != 409]
    is_migrated = stand.primary.ask("SELECT count(mood) FROM stories_story", "commonpress") != "0"
    verdict.figures = {
        "seconds": round(took, 1),
        "reads": len(reads),
        "failed reads": len(failed_reads),
        "writes": len(writes),
        "failed writes": len(failed_writes),
        "lost": sum(audit[kind]["lost"] for kind in KINDS),
        "doubled": sum(audit[kind]["doubled"] for kind in KINDS),
        "slowest answer, s": round(max(one.seconds for one in load.told), 2),
        "answers to writes": shares(writes, but=()),
    }
    verdict.must(is_migrated, "the migration did not run")
    verdict.must(not failed_reads, f"reads failed: {kinds(failed_reads)}")
    verdict.must(not failed_writes, f"writes failed: {kinds(failed_writes)}")
    verdict.must(
        not verdict.figures["lost"] and not verdict.figures["doubled"], "writes were lost or doubled"
    )
    return verdict
