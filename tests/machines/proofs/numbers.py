"""What a request costs with 1, 2 and 4 nodes, in CPU time of each machine: on a few cores that is what can be told.

With a core for each node, twice the nodes answer twice as much as long as a request costs no more than before.
"""

import http.client
import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from benchmarks.capacity import Assumed
from benchmarks.load import TICKS, ticks
from tests.faults.asks import CHROME, CSRF
from tests.faults.judge import Verdict
from tests.faults.stand import descendants
from tests.machines.network import address
from tests.machines.stand import Stand, standing

SIZES = (1, 2, 4)
THREADS = 4
SECONDS = {"short": 5.0, "long": 15.0}
EFFICIENT = 0.8

Ask = tuple[str, str, str | None, dict[str, str]]


def run(is_long: bool) -> Iterator[Verdict]:
    verdict = Verdict("numbers for 1, 2 and 4 nodes")
    seconds = SECONDS["long" if is_long else "short"]
    with standing(["node-a", "node-b", "node-c", "node-d"], submissions=40) as (stand, facts):
        for size in SIZES:
            stand.front.rest(*list(stand.nodes)[size:])
            verdict.figures[f"{size}"] = measured(stand, facts, size, seconds)
    for kind in KINDS:
        first = verdict.figures["1"][kind]["node, ms"]
        for size in SIZES[1:]:
            found = verdict.figures[f"{size}"][kind]
            found["efficiency"] = round(first / found["node, ms"], 2) if found["node, ms"] else None
    checked(verdict)
    shares = [verdict.figures[f"{size}"]["mixed"]["efficiency"] or 0 for size in SIZES[1:]]
    verdict.must(min(shares) >= EFFICIENT, f"a request costs a node more than with one alone: {shares}")
    yield verdict


def checked(verdict: Verdict) -> None:
    """The capacity model against what was measured: the costs of the parts, added up as it does, must bear the whole."""
    sums = {f"{size} nodes": foretold(verdict.figures[f"{size}"]) for size in SIZES}
    verdict.figures["mixed, by the model and measured, ms of a node"] = sums
    short = {name: both for name, both in sums.items() if both[1] > both[0]}
    verdict.must(not short, f"the model foretells less than was measured: {short}")


def foretold(rows: dict[str, Any]) -> tuple[float, float]:
    """What the mixed load should have cost a node by its parts, and what it did."""
    parts = sum(rows[kind]["node, ms"] * times for kind, times in MIX.items())
    return round(Assumed().together * parts / sum(MIX.values()), 3), rows["mixed"]["node, ms"]


def measured(stand: Stand, facts: dict[str, Any], size: int, seconds: float) -> dict[str, Any]:
    before = spent(stand)
    time.sleep(seconds)
    idle = {name: (now - before[name]) / seconds for name, now in spent(stand).items()}
    rows: dict[str, Any] = {"idle, ms a second": {name: round(1000 * each, 2) for name, each in idle.items()}}
    for kind, make in KINDS.items():
        rows[kind] = row(stand, make(facts), seconds, idle)
    return rows


def row(stand: Stand, asks: Iterator[Ask], seconds: float, idle: dict[str, float]) -> dict[str, Any]:
    load(asks, seconds / 3)  # what each node does once, such as compiling templates, is no cost of a request
    before, began = spent(stand), time.monotonic()
    count, bad = load(asks, seconds)
    took = time.monotonic() - began
    cost = {
        name: max(0.0, now - before[name] - idle[name] * took) / max(1, count)
        for name, now in spent(stand).items()
    }
    return {
        "requests": count,
        "refused": bad,
        "a second here": round(count / took),
        **{f"{name}, ms": round(1000 * each, 3) for name, each in cost.items()},
    }


def load(asks: Iterator[Ask], seconds: float) -> tuple[int, int]:
    """Requests that were answered well, and others."""
    until, lock, said = time.monotonic() + seconds, threading.Lock(), list[int]()

    def one() -> None:
        line = http.client.HTTPConnection(address("front"), 80, timeout=30)
        while time.monotonic() < until:
            with lock:
                method, path, body, headers = next(asks)
            line.request(method, path, body, headers)
            response = line.getresponse()
            response.read()
            said.append(response.status)
        line.close()

    threads = [threading.Thread(target=one) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good = sum(status in (200, 204, 302) for status in said)
    return good, len(said) - good


def spent(stand: Stand) -> dict[str, float]:
    """Seconds of CPU so far, by kind of machine."""
    nodes = [node.process.pid for node in stand.nodes.values()]
    groups = {"node": nodes, "base": [stand.primary.process.pid], "standby": [stand.standby.process.pid]}
    groups["front"] = [stand.front.process.pid]
    return {name: sum(map(of_tree, pids)) for name, pids in groups.items()}


def of_tree(pid: int) -> float:
    """Also of children that have ended; of grandchildren too."""
    return ticks(pid) / TICKS + sum(of_tree(each) for each in descendants(pid))


def kept(facts: dict[str, Any]) -> Iterator[Ask]:
    """A page that is in memory."""
    paths = itertools.cycle(["/", *(story["path"] for story in facts["stories"][:4])])
    return (("GET", path, None, {"User-Agent": CHROME}) for path in paths)


def searched(facts: dict[str, Any]) -> Iterator[Ask]:
    numbers = itertools.count(time.monotonic_ns())
    return (("GET", f"/search/?q=ferry+{number}", None, {"User-Agent": CHROME}) for number in numbers)


def viewed(facts: dict[str, Any]) -> Iterator[Ask]:
    tokens = itertools.cycle(facts["tokens"].values())
    for number in itertools.count(time.monotonic_ns() // 1000):
        octets = number.to_bytes(8, "big")[-3:]
        headers = {
            "User-Agent": CHROME,
            "X-Forwarded-For": f"20.{octets[0]}.{octets[1]}.{octets[2]}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        yield "POST", "/seen/", f"t={quote(next(tokens))}", headers


def private(facts: dict[str, Any]) -> Iterator[Ask]:
    headers = {"User-Agent": CHROME, "Cookie": f"session={facts['sessions']['ben']}; csrf={CSRF}"}
    return itertools.repeat(("GET", "/studio/", None, headers))


MIX = {"page in memory": 16, "view counted": 16, "search page made": 1, "private page": 1}  # of 34 requests


def mixed(facts: dict[str, Any]) -> Iterator[Ask]:
    kinds = {kind: KINDS[kind](facts) for kind in MIX}
    order = [kind for kind, times in MIX.items() for _ in range(times)]
    random.Random(1).shuffle(order)
    return (next(kinds[kind]) for kind in itertools.cycle(order))


KINDS: dict[str, Callable[[dict[str, Any]], Iterator[Ask]]] = {
    "page in memory": kept,
    "search page made": searched,
    "view counted": viewed,
    "private page": private,
    "mixed": mixed,
}
