"""Goals and caps over HTTP: eight client processes against a served paper, with one worker and with two."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import Row, at_least, at_most, told
from benchmarks.crowd import PROXIES
from benchmarks.load import processor_seconds
from benchmarks.papers import BENCH, ROOT, attempted, demonstration, probe, served

GROUP = "conversation"
GENERATORS, A_SECOND, SECONDS = 8, 25, 200
FLIGHT = 400  # seconds from the booking to the end of what has a goal: longer than the load
GOAL, CAP = 2000, 600
OVER = 2.0  # per cent
LIMIT = 400  # seconds


def rows() -> Iterator[Row]:
    yield from attempted(one_worker)
    yield from attempted(two_workers)


def one_worker() -> Iterator[Row]:
    yield from held_over_http(1)


def two_workers() -> Iterator[Row]:
    yield from held_over_http(2)


def held_over_http(workers: int) -> Iterator[Row]:
    paper = copied()
    known = probe("selling", paper, str(FLIGHT))
    with served(paper, "--workers", str(workers), COMMONPRESS_PROXIES=PROXIES) as (address, process):
        before = processor_seconds(process)
        began = time.time()
        found = crowd("readers", address, known["at"], A_SECOND, SECONDS)
        spent = processor_seconds(process) - before
    had = probe("selling", paper)
    what = f"over HTTP, {GENERATORS} clients, {workers} worker{'s' * (workers > 1)}"
    readers = sum(each["readers"] for each in found)
    yield at_most(f"{what}: goal of {GOAL:,}, delivered over it", over(had["goal"], GOAL), "%", OVER)
    yield at_most(f"{what}: daily cap of {CAP}, delivered over it", over(had["cap"], CAP), "%", OVER)
    yield at_least(f"{what}: goal of {GOAL:,}, delivered", had["goal"], "impressions", GOAL)
    yield at_least(f"{what}: daily cap of {CAP}, delivered", had["cap"], "impressions", CAP)
    yield told(f"{what}: goal of {GOAL:,}, reached after", had["reached_at"] - began, "s")
    yield told(f"{what}: readers a second", readers / max(each["took"] for each in found), "1/s")
    yield told(f"{what}: from shown to counted, median", max(each["late"] for each in found), "s")
    yield told(f"{what}: from shown to counted, at most", max(each["latest"] for each in found), "s")
    yield at_most(f"{what}: beacons not answered", sum(each["failed"] for each in found), "", 0)
    yield told(f"{what}: server's CPU", 100 * spent / SECONDS, "% of one")


def over(had: float, bought: int) -> float:
    return 100 * (had - bought) / bought


def crowd(
    program: str, address: str, path: str, a_second: int, seconds: int, *more: str
) -> list[dict[str, Any]]:
    """All generators at once; what each says at its end."""
    command = [sys.executable, "-m", f"benchmarks.probes.{program}", address, path]
    with ExitStack() as stack:
        programs = [
            stack.enter_context(
                subprocess.Popen(
                    [*command, str(number), str(a_second), str(seconds), *more],
                    cwd=ROOT,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for number in range(GENERATORS)
        ]
        return [json.loads(each.communicate(timeout=LIMIT)[0].splitlines()[-1]) for each in programs]


def copied() -> Path:
    """The demonstration in a folder of its own: what is sold and counted here stays."""
    folder = BENCH / "selling"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(demonstration(), folder)
    return folder
