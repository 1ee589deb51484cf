"""What is published on one node is seen on the other within a second."""

import statistics
import time
from collections.abc import Iterator

from tests.faults.asks import CSRF
from tests.faults.judge import Verdict
from tests.faults.load import Load
from tests.machines.stand import Stand, ask, standing

SECONDS = 1.0
STORIES = 12  # tests/faults/fill.py numbers headlines on from there


def run(is_long: bool) -> Iterator[Verdict]:
    rounds = 30 if is_long else 12
    with standing(stories=STORIES, submissions=40) as (stand, facts):
        here, there = stand.nodes["node-a"].url, stand.nodes["node-b"].url
        load = Load(here, facts)
        numbered = enumerate(facts["entries"][:rounds], STORIES)
        seen = [shown(load, there, entry, number) for number, entry in numbered]
        yield judged(seen, errors(stand))


def shown(load: Load, there: str, entry: dict[str, int], number: int) -> float:
    """Seconds from the answer at one node until the other's front page, which it holds in memory, has the story."""
    headline = f"The ferry of {number} o".encode()
    if headline in ask(f"{there}/")[1]:
        raise RuntimeError(f"{headline!r} was there before")
    form = {"do": "publish", "seen": entry["seen"], "csrfmiddlewaretoken": CSRF}
    answer = load.ask("decision", "POST", f"/desk/{entry['pk']}/decide/", form, who="ada", well=(302,))
    began = time.monotonic()
    if not answer or answer.status != 302:
        raise RuntimeError(f"it was not published: {answer}")
    while time.monotonic() - began < 10:
        if headline in ask(f"{there}/")[1]:
            return time.monotonic() - began
        time.sleep(0.01)
    return 10.0


def errors(stand: Stand) -> list[str]:
    lines = [line for node in stand.nodes.values() for line in node.log.read_text().splitlines()]
    return [line for line in lines if "ERROR" in line or "Traceback" in line]


def judged(seen: list[float], errors: list[str]) -> Verdict:
    verdict = Verdict("published on one node, seen on the other")
    verdict.figures = {
        "rounds": len(seen),
        "median, s": round(statistics.median(seen), 3),
        "slowest, s": round(max(seen), 3),
        "errors in the logs": len(errors),
    }
    verdict.must(max(seen) <= SECONDS, f"it took {max(seen):.2f} s")
    verdict.must(not errors, "\n".join(errors[:3]))
    return verdict
