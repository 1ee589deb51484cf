"""What a reader waits for and an operator pays for: pages, memory, bytes, first starts, an import."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import Row, at_least, at_most, told
from benchmarks.memory import family_pss
from benchmarks.papers import (
    ROOT,
    attempted,
    demonstration,
    empty,
    free_port,
    probe,
    served,
    started,
    wait_for,
)

GROUP = "reading"
IMPORTED = 2000  # posts
WARM_UP = 40  # requests before memory is read
STEPS = 10_000_000  # a second or so
MIB = 1024 * 1024


def rows() -> Iterator[Row]:
    for part in (machine, pages, weight, memory, starts, importing):
        yield from attempted(part)


def machine() -> Iterator[Row]:
    """How fast this machine is today, so that figures of two days can be compared."""
    began, total = time.perf_counter(), 0
    for number in range(STEPS):
        total += number
    yield told("this machine: ten million steps of a loop", time.perf_counter() - began, "s")


def pages() -> Iterator[Row]:
    """In-process, nothing kept between requests, on the demonstration database."""
    found = probe("pages", demonstration())
    yield at_most("story page, uncached, queries (most of any story)", found["story_queries"], "queries", 12)
    yield at_most("story page, uncached, in-process p50", found["story_ms"], "ms", 8)
    yield at_most("front page, queries", found["front_queries"], "queries", 14)
    yield at_most("front page with 30 sections, queries", found["front_queries_30"], "queries", 14)
    yield told("front page, uncached, in-process p50", found["front_ms"], "ms")


def weight() -> Iterator[Row]:
    """A first view of a story page in Chromium at 390 px, as it travels (compressed, without headers)."""
    paper = demonstration()
    story = probe("pages", paper, "--heaviest")["address"]
    with served(paper) as (address, _):
        found = probe("weight", paper, address + story)
    yield at_most("story page, HTML", found["Document"] / 1024, "KiB", 14)
    yield at_most("story page, CSS", found["Stylesheet"] / 1024, "KiB", 14)
    yield at_most("story page, scripts", found["Script"] / 1024, "KiB", 10)
    yield at_most("story page, fonts", found["Font"] / 1024, "KiB", 100)
    yield told("story page, pictures", found["Image"] / 1024, "KiB")
    yield at_most("story page, requests", found["requests"], "requests", 8)
    yield at_most("story page, requests to others", found["foreign"], "requests", 0)
    yield at_most("story page, cookies", found["cookies"], "cookies", 0)
    yield at_most("story page, layout shift (CLS)", found["shift"], "", 0)


def memory() -> Iterator[Row]:
    """PSS of the server and all its children, one worker, after every kind of page was read."""
    paper = demonstration()
    addresses = probe("pages", paper, "--addresses")["addresses"]
    with served(paper) as (address, process):
        for number in range(max(WARM_UP, len(addresses))):
            fetch(address + addresses[number % len(addresses)])
        yield at_most("server memory, PSS of all processes, warm", family_pss(process) / MIB, "MiB", 180)


def fetch(address: str) -> None:
    import urllib.request

    with urllib.request.urlopen(address, timeout=30) as answer:
        answer.read()


def starts() -> Iterator[Row]:
    """`make run` in an empty clone, with the machine's package caches as they are; then once more."""
    import subprocess

    with tempfile.TemporaryDirectory(prefix="commonpress-clone-") as folder:
        clone = Path(folder) / "commonpress"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        yield at_most("first page after `make run` in an empty clone", first_page(clone), "s", 60)
        yield at_most("first page of the second start", first_page(clone), "s", 5)


def first_page(clone: Path) -> float:
    port = free_port()
    began = time.monotonic()
    with started(["make", "run"], clone, PORT=str(port), HOST="127.0.0.1") as program:
        wait_for(f"http://127.0.0.1:{port}/", program)
        return time.monotonic() - began


def importing() -> Iterator[Row]:
    """A WordPress export without pictures, into an empty paper."""
    found: dict[str, Any] = probe("importing", empty(), str(IMPORTED))
    yield at_least(f"import of {IMPORTED} posts", found["posts"] / found["seconds"], "posts/s", 150)
    yield at_most("import, posts that did not arrive", IMPORTED - found["posts"], "posts", 0)
    yield at_most("import, peak memory", found["peak_bytes"] / MIB, "MiB", 300)
    yield at_most("import once more, rows changed", found["changed_again"], "rows", 0)
