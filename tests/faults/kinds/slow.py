"""Readers who are slow on purpose: heads and bodies letter by letter, answers nobody takes, 2,000 idle connections."""

import time
from typing import Any

from tests.faults.asks import Told
from tests.faults.judge import Verdict, strain
from tests.faults.load import Load
from tests.faults.raw import Crowd, crowded
from tests.faults.stand import Server, on_sqlite

OTHERS_MS = 500.0  # for everybody else, 99 of 100; on a machine that is slower by itself, half as much again as before
SECONDS = 6.0


def run(is_long: bool) -> list[Verdict]:
    seconds = 40.0 if is_long else SECONDS
    with on_sqlite() as (paper, facts), paper.served() as server:
        picture = facts["stories"][0]["path"]
        slow_head = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-a: "
        slow_body = (
            b"POST /account/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        read = f"GET {picture} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode() * 10
        idle = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
        return [
            watched("slow heads, 300", server, facts, 300, seconds, slow_head, b"x"),
            watched("slow bodies, 300", server, facts, 300, seconds, slow_body, b"x"),
            watched("slow readers, 300", server, facts, 300, seconds, read, b"", receive=2048),
            watched("idle connections, 2,000", server, facts, 2000, seconds, idle, b""),
        ]


def watched(
    name: str,
    server: Server,
    facts: dict[str, Any],
    count: int,
    seconds: float,
    first: bytes,
    again: bytes,
    *,
    receive: int = 0,
) -> Verdict:
    verdict = Verdict(name)
    load = Load(server.url, facts, only=("read", "private", "comment"))
    with load.running():
        load.until_all_are_well(time.monotonic(), 20)
        began = time.monotonic()
        time.sleep(seconds)
        before = ordered(load.since(began))
        with crowded(lambda: Crowd(server.port, count, first, again, receive=receive)) as crowd:
            began = time.monotonic()
            time.sleep(seconds)
            others = load.since(began)
            alive = crowd.alive()
    times = ordered(others)
    verdict.figures = {
        "connections": len(crowd.lines),
        "of these open at the end": alive,
        "others' requests": len(others),
        "others, 99 of 100 under, ms": round(worst(times)),
        "the same before, ms": round(worst(before)),
    }
    refused = [one for one in others if not one.acknowledged]
    verdict.must(len(crowd.lines) == count, f"only {len(crowd.lines)} of {count} connections were taken")
    most = max(OTHERS_MS * strain(), 1.5 * worst(before))
    verdict.must(bool(times) and worst(times) < most, f"the others waited: {worst(times):.0f} ms")
    verdict.must(not refused, f"{len(refused)} others were refused")
    return verdict


def ordered(told: list[Told]) -> list[float]:
    """Milliseconds."""
    return sorted(one.seconds * 1000 for one in told)


def worst(times: list[float]) -> float:
    return times[int(len(times) * 0.99)] if times else 0.0
