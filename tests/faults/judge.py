"""What the figures of a fault are, and when it counts as passed."""

import os
from dataclasses import dataclass, field
from typing import Any

from tests.faults.asks import NO_ANSWER, Told
from tests.faults.load import Load

ANSWER_SECONDS = 5.0
RECOVERY_SECONDS = 10.0
BUSY = 2.0  # programs that want a core, for each there is: from then on seconds are longer than they are


def strain() -> float:
    """How many times as long as it should everything takes here, because others want the cores too; 1 on a machine of
    its own.
    """
    return max(1.0, os.getloadavg()[0] / (BUSY * (os.cpu_count() or 1)))


@dataclass
class Verdict:
    """``faults`` are the sentences of what did not pass."""

    name: str
    figures: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.faults

    def must(self, holds: bool, said: str) -> None:
        if not holds:
            self.faults.append(said)


def judged(
    name: str,
    load: Load,
    audit: dict[str, Any],
    *,
    injured: tuple[float, float],
    recovered: float | None,
    memory: bool = True,
    led_on: bool = True,
    counts: tuple[str, ...] = ("comment", "begin", "story", "autosave", "decision", "view", "click"),
) -> Verdict:
    """``injured`` is when the injury began and ended; with ``memory`` the pages that were read must go on being served.

    With ``led_on`` a click that could not be counted leads on all the same: nobody is told that it was. As many may be
    missing as came while it was hurt, and no more.
    """
    verdict = Verdict(name)
    lost = {kind: audit[kind]["lost"] for kind in counts}
    doubled = {kind: audit[kind]["doubled"] for kind in counts}
    uncounted = lost.pop("click", 0) if led_on else 0
    since_then = [one for one in load.told if injured[0] <= one.at + one.seconds]
    during = [one for one in since_then if one.at <= injured[1]]
    until = injured[1] + (recovered or 0.0)
    led = [one for one in since_then if one.kind == "click" and one.at <= until]
    times = strain()
    slow = [one for one in load.told if one.seconds > ANSWER_SECONDS * times]
    verdict.figures = {
        "requests": len(load.told),
        "acknowledged writes": sum(audit[kind]["acknowledged"] for kind in counts),
        "unknown": sum(audit[kind]["unknown"] for kind in counts),
        "lost": sum(lost.values()),
        "doubled": sum(doubled.values()),
        "slowest answer, s": round(max((one.seconds for one in load.told), default=0.0), 2),
        "slowest by kind, s": slowest(load.told),
        "seconds injured": round(injured[1] - injured[0], 1),
        "recovered after, s": None if recovered is None else round(recovered, 1),
        "pages during it": served(during),
        "writes during it": shares(during, but=("read", "search", "private")),
        "strained, times": round(times, 1),
        "clicks led on uncounted": uncounted,
        "errands left": audit["errands"],
    }
    verdict.must(not any(lost.values()), f"acknowledged writes were lost: {some(lost)}")
    verdict.must(not any(doubled.values()), f"writes were doubled: {some(doubled)}")
    verdict.must(uncounted <= len(led), f"{uncounted} clicks are missing, {len(led)} came while it was hurt")
    verdict.must(audit["sound"], "the database is damaged")
    verdict.must(
        not slow, f"{len(slow)} answers took longer than {ANSWER_SECONDS * times:.1f} s: {kinds(slow)}"
    )
    verdict.must(
        recovered is not None and recovered <= RECOVERY_SECONDS * times,
        f"not well again within ten seconds: {recovered}",
    )
    server_errors = [one for one in load.told if one.status == 500]
    verdict.must(not server_errors, f"{len(server_errors)} answers were 500: {kinds(server_errors)}")
    if memory:
        failed = [one for one in during if one.kind == "read" and one.status != 200]
        verdict.must(not failed, f"{len(failed)} pages were not served from memory: {kinds(failed)}")
    return verdict


def slowest(told: list[Told]) -> dict[str, float]:
    """Where it is looked for what took long."""
    kinds = sorted({one.kind for one in told})
    return {kind: round(max(one.seconds for one in told if one.kind == kind), 2) for kind in kinds}


def served(during: list[Told]) -> str:
    reads = [one for one in during if one.kind == "read"]
    return f"{sum(one.status == 200 for one in reads)} of {len(reads)}"


def shares(during: list[Told], but: tuple[str, ...]) -> dict[str, int]:
    """How many writes were answered how."""
    found: dict[str, int] = {}
    for one in during:
        if one.kind not in but:
            said = "no answer" if one.status == NO_ANSWER else "done" if one.acknowledged else str(one.status)
            found[said] = found.get(said, 0) + 1
    return found


def kinds(told: list[Told]) -> str:
    return some({f"{one.kind} {one.status}": one.seconds for one in told})


def some(found: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in found.items() if value)
