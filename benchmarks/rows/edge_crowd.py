"""Everything at once at a constant rate; beacons as fast as they are stored; a purge of half of all under full load."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks import Row, at_least, at_most, told
from benchmarks.client import Told, get, hurried, quantile, steady
from benchmarks.crowd import PROXIES, beacons, mixed, tokens
from benchmarks.load import Target, processor_seconds, wrk
from benchmarks.papers import attempted, generated, held, probe, served

GROUP = "edge"
STORIES = 2000
RATE, SECONDS = 2000, 20
WRITES = RATE // 100
VIEWS = 60_000
BROWSERS = 256  # connections that send beacons
PURGED, STALE_AFTER = 1000, 1.0
LOADED, PURGE_AT = 8, 2.0  # seconds of full load, and when in them the purge comes
BR = {"accept-encoding": "gzip, deflate, br"}
GOOD = {200, 204, 304}


def rows() -> Iterator[Row]:
    for part in (generator, crowd, counted, purge):
        yield from attempted(part)


def generator() -> Iterator[Row]:
    """What the client itself can send: one kept page, as fast as it is answered."""
    with served(generated(STORIES)) as (address, _):
        hurried(address, [get("/")])
        began = time.perf_counter()
        answers = hurried(address, [get("/")] * 20_000, 64)
        yield told(
            "the client of the next rows can ask", len(answers) / (time.perf_counter() - began), "req/s"
        )


def crowd() -> Iterator[Row]:
    """90 % stories, 5 % lists, 3 % beacons, 1 % searches over HTTP, and 1 % writes from a process beside the server."""
    paper = generated(STORIES)
    known = probe("stories", paper, str(STORIES))
    with (
        served(paper, COMMONPRESS_PROXIES=PROXIES) as (address, process),
        held("write", paper, str(WRITES), str(SECONDS)) as writer,
    ):
        carried = tokens(address, known["paths"][:200])
        hurried(address, [get(path) for path in (*known["paths"], *known["lists"])])
        asked = mixed(address, known, carried, (RATE - WRITES) * SECONDS)
        writer.until_ready()
        before = processor_seconds(process)
        writer.go()
        answers = steady(address, asked, RATE - WRITES)
        spent = processor_seconds(process) - before
        written = writer.answer()
    yield from of_crowd(asked, answers)
    waits = written["waits"]
    yield told("mixed load, a write, p99", quantile(waits, 0.99), "ms")
    whole = [each.seconds for each in answers] + waits
    yield at_most(f"mixed load, {RATE}/s for {SECONDS} s, p99 of all", quantile(whole, 0.99), "ms", 50)
    errors = sum(each.status not in GOOD for each in answers) + written["failed"]
    yield at_most("mixed load, errors", errors, "", 0)
    yield told("mixed load, server's CPU", 100 * spent / SECONDS, "% of one")


def of_crowd(asked: Sequence[bytes], answers: Sequence[Told]) -> Iterator[Row]:
    kinds: dict[str, list[float]] = {"a story": [], "a list": [], "a beacon": [], "a search": []}
    for request, answer in zip(asked, answers, strict=True):
        kinds[kind_of(request)].append(answer.seconds)
    for kind, waits in kinds.items():
        yield told(f"mixed load, {kind}, p50", quantile(waits, 0.5), "ms")
        yield told(f"mixed load, {kind}, p99", quantile(waits, 0.99), "ms")


def kind_of(request: bytes) -> str:
    if request.startswith(b"POST"):
        return "a beacon"
    if request.startswith(b"GET /search/"):
        return "a search"
    return "a story" if request.startswith(b"GET /20") else "a list"


def counted() -> Iterator[Row]:
    """Views over HTTP, each by another reader; every one is answered after its commit."""
    paper = generated(STORIES)
    paths = probe("stories", paper, str(STORIES))["paths"]
    probe("counted", paper, "--forget")
    with served(paper, COMMONPRESS_PROXIES=PROXIES) as (address, process):
        sent = beacons(address, tokens(address, paths[:500]), VIEWS)
        before, began = processor_seconds(process), time.perf_counter()
        answers = hurried(address, sent, BROWSERS)
        seconds, spent = time.perf_counter() - began, processor_seconds(process) - before
    acknowledged = sum(each.status == 204 for each in answers)
    stored = probe("counted", paper)
    yield at_least("beacons, acknowledged when stored", acknowledged / seconds, "1/s", 5000)
    yield told("beacons, p99", quantile([each.seconds for each in answers], 0.99), "ms")
    yield told("beacons, server's CPU", spent / len(sent) * 1e6, "µs each")
    yield at_most("beacons, not acknowledged", len(sent) - acknowledged, "", 0)
    lost = abs(stored["tallied"] - acknowledged) + abs(stored["sighted"] - acknowledged)
    yield at_most("beacons, stored but not acknowledged or the reverse", lost, "", 0)


def purge() -> Iterator[Row]:
    """Half of 2,000 pages are purged by another process while wrk reads all of them on 16 connections."""
    paper = generated(STORIES)
    paths = probe("stories", paper, str(STORIES))["paths"]
    asked = [get(path) for path in paths[:PURGED]]
    with (
        served(paper) as (address, process),
        held("purge", paper, str(PURGED)) as purger,
        ThreadPoolExecutor(1) as beside,
    ):
        hurried(address, [get(path) for path in paths])
        old = [each.etag for each in hurried(address, asked)]
        purger.until_ready()
        load = beside.submit(wrk, Target(address, process, paths, BR), LOADED)
        time.sleep(PURGE_AT)
        purger.go()
        committed = purger.answer()["committed"]
        time.sleep(max(0.0, committed + STALE_AFTER - time.time()))
        after = hurried(address, asked, 8)
        measured = load.result()
    stale = sum(before == each.etag for before, each in zip(old, after, strict=True))
    slowest = max(measured.slowest, max(each.seconds for each in after) * 1000)
    yield at_most(f"purge of {PURGED} pages under full load, slowest read", slowest, "ms", 250)
    yield at_most(f"purge, of {PURGED} pages stale a second after it", stale, "", 0)
    yield at_most("purge, failed answers", measured.failed, "", 0)
    yield told("purge, reads a second meanwhile", measured.rate, "req/s")
