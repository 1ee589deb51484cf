"""Goals and caps over HTTP with cards looked at up to a minute after they were chosen; the goal has its slot alone."""

import time
from collections.abc import Iterator

from benchmarks import Row, at_least, at_most, told
from benchmarks.crowd import PROXIES
from benchmarks.papers import attempted, probe, served
from benchmarks.rows.sponsors_served import CAP, GENERATORS, GOAL, OVER, copied, crowd, over

GROUP = "conversation"
A_SECOND, SECONDS = 15, 220
FLIGHT = 600  # seconds


def rows() -> Iterator[Row]:
    yield from attempted(late)


def late() -> Iterator[Row]:
    """As ``held("again")`` tells; ``held("once")`` is what it was before slots.js chose anew."""
    found, failed = held("again")
    what = f"cards seen up to 60 s late, {GENERATORS} clients"
    yield at_most(f"{what}: goal of {GOAL:,}, delivered over it", over(found["goal"], GOAL), "%", OVER)
    yield at_most(f"{what}: daily cap of {CAP}, delivered over it", over(found["cap"], CAP), "%", OVER)
    yield at_least(f"{what}: goal of {GOAL:,}, delivered", found["goal"], "impressions", GOAL)
    yield told(f"{what}: daily cap of {CAP}, delivered", found["cap"], "impressions")
    yield told(f"{what}: goal of {GOAL:,}, reached after", found["took"], "s")
    yield at_most(f"{what}: beacons not answered", failed, "", 0)


def held(how: str) -> tuple[dict[str, float], int]:
    """What goal and cap had in the end, and how many beacons failed."""
    paper = copied()
    known = probe("selling", paper, str(FLIGHT), "alone")
    with served(paper, COMMONPRESS_PROXIES=PROXIES) as (address, _process):
        began = time.time()
        found = crowd("late_readers", address, known["at"], A_SECOND, SECONDS, how)
    had = probe("selling", paper)
    return {**had, "took": had["reached_at"] - began}, sum(each["failed"] for each in found)
