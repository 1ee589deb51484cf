"""A thread of 2,000 comments while more arrive and many read it, over HTTP, with one worker."""

import json
import random
import re
import shutil
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import Row, at_most, told
from benchmarks.client import Told, get, hurried, quantile, request, steady
from benchmarks.load import processor_seconds
from benchmarks.papers import BENCH, attempted, demonstration, probe, served

GROUP = "conversation"
READS, WRITES, SECONDS = 200, 5, 20
ANSWERED = 3  # of five comments answer another
FRESH_SECONDS = 60
SEED = 5
NUMBER = re.compile(r'data-count="(\d+)"')


def rows() -> Iterator[Row]:
    yield from attempted(live)


def live() -> Iterator[Row]:
    """Seven readers in ten open the story, two a page of the conversation, one asks for the number of comments."""
    paper = copied()
    known = probe("talking", paper)
    with served(paper, COMMONPRESS_API_CALLS_A_MINUTE="100000") as (address, process):
        hurried(address, [get(path) for path in pages(known)])
        quiet = of_reads(address, process, mixed(known, 0), READS)
        before = processor_seconds(process)
        asked = mixed(known, WRITES * SECONDS)
        answers = steady(address, asked, READS + WRITES)
        cpu = 100 * (processor_seconds(process) - before) / SECONDS
        waited = until_exact(address, known["at"], known["count"] + WRITES * SECONDS)
    stored = probe("talking", paper, str(known["story"]))
    waits = seconds_of(asked, answers, b"GET")
    writes = seconds_of(asked, answers, b"POST")
    what = f"{WRITES} comments and {READS} reads a second on one thread"
    yield told(f"{READS} reads a second of a thread at rest, p99", quiet[0], "ms")
    yield told("the same, server's CPU", quiet[1], "% of one")
    yield told(f"{what}: a read, p50", quantile(waits, 0.5), "ms")
    yield at_most("the same, a read, p99", quantile(waits, 0.99), "ms", 100)
    yield told("the same, the slowest read", 1000 * max(waits), "ms")
    yield told("the same, a comment, p50", quantile(writes, 0.5), "ms")
    yield told("the same, a comment, p99", quantile(writes, 0.99), "ms")
    yield told("the same, server's CPU", cpu, "% of one")
    yield at_most("the same, failed answers", failures(answers), "", 0)
    lost = abs(stored["rows"] - known["count"] - WRITES * SECONDS) + abs(stored["rows"] - stored["count"])
    yield at_most("the same, comments lost or counted wrongly", lost, "", 0)
    yield at_most("the story page's count is exact after", waited, "s", FRESH_SECONDS)


def copied() -> Path:
    """The demonstration in a folder of its own: what is written here stays."""
    folder = BENCH / "talking"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(demonstration(), folder)
    return folder


def pages(known: dict[str, Any]) -> list[str]:
    at = known["at"]
    return [*[at] * 7, f"{at}comments/", f"{at}comments/?order=newest", f"{at}comments/count.json"]


def mixed(known: dict[str, Any], writes: int) -> list[bytes]:
    """Requests of ``SECONDS`` seconds, the writes evenly among them."""
    chance = random.Random(SEED)
    reads = [get(chance.choice(pages(known))) for _ in range(READS * SECONDS)]
    every = len(reads) // writes if writes else 0
    for number in range(writes):
        reads.insert(number * (every + 1), comment(known, number, chance))
    return reads


def comment(known: dict[str, Any], number: int, chance: random.Random) -> bytes:
    words: dict[str, Any] = {"text": f"Comment {number}, written while others read."}
    if number % WRITES < ANSWERED:
        words["parent"] = chance.choice(known["answered"])
    body = json.dumps(words).encode()
    headers = {
        "authorization": f"Bearer {known['token']}",
        "content-type": "application/json",
        "content-length": str(len(body)),
    }
    return request("POST", f"/api/v1/stories/{known['story']}/comments/", headers) + body


def seconds_of(asked: Sequence[bytes], answers: Sequence[Told], method: bytes) -> list[float]:
    return [each.seconds for one, each in zip(asked, answers, strict=True) if one.startswith(method)]


def of_reads(address: str, process: int, asked: Sequence[bytes], rate: float) -> tuple[float, float]:
    """The p99 of reads and the share of a processor they took."""
    before = processor_seconds(process)
    answers = steady(address, asked, rate)
    spent = processor_seconds(process) - before
    return quantile([each.seconds for each in answers], 0.99), 100 * spent / SECONDS


def failures(answers: Sequence[Told]) -> int:
    return sum(each.status not in {200, 201, 304} for each in answers)


def until_exact(address: str, at: str, count: int) -> float:
    """Seconds from now until the story's page says the right number."""
    began = time.monotonic()
    while (waited := time.monotonic() - began) < FRESH_SECONDS * 2:
        if counted(address + at) == count:
            return waited
        time.sleep(0.25)
    return waited


def counted(address: str) -> int:
    found = NUMBER.search(text(address))
    return int(found[1]) if found else 0


def text(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        words: str = answer.read().decode()
        return words
