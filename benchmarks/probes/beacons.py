"""How many beacons a second are parsed, judged, committed and acknowledged, on one core; prints one JSON object.

python -m benchmarks.probes.beacons 50000

Threads send beacons of readers never seen before, for 2,000 stories with Zipf popularity, each one keeping some in
flight. The database is that of COMMONPRESS_DATABASE_URL, or a new SQLite file on this disk, as durable as a paper's.
"""

import json
import os
import random
import sys
import tempfile
import threading
import time
from itertools import accumulate
from statistics import quantiles
from typing import Any

import django

THREADS = 4
IN_FLIGHT = 250  # of one thread
STORIES = 2000
BROWSERS = 200
SEED = 1909


def main(count: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("COMMONPRESS_DATABASE_URL", f"sqlite:///{home}/paper.sqlite3")
        os.environ.update(COMMONPRESS_HOME=home, DJANGO_SETTINGS_MODULE="commonpress.config.settings")
        django.setup()
        print(json.dumps(measure(count)))


def measure(count: int) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connection

    from commonpress.engines.readership.models import Tally
    from commonpress.engines.readership.writer import Writer

    call_command("migrate", verbosity=0)
    lots = [list(requests(count // THREADS, thread)) for thread in range(THREADS)]
    writer = Writer()
    senders = [Sender(writer, lot) for lot in lots]
    started, cpu = time.perf_counter(), time.process_time()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    writer.stop()
    waits = sorted(wait for sender in senders for wait in sender.waits)
    stored = sum(Tally.objects.values_list("total", flat=True))
    assert stored == len(waits) == count // THREADS * THREADS
    return {
        "database": connection.vendor,
        "acknowledged_per_s": round(stored / seconds),
        "cpu_us_each": round(cpu / stored * 1e6),
        "p50_ms": round(quantiles(waits, n=100)[49] * 1000, 1),
        "p99_ms": round(quantiles(waits, n=100)[98] * 1000, 1),
    }


class Sender(threading.Thread):
    """Sends its beacons, each judged here and answered by the writer's thread."""

    def __init__(self, writer: Any, lot: list[tuple[bytes, dict[str, str], str]]) -> None:
        super().__init__()
        self.writer, self.lot = writer, lot
        self.free = threading.Semaphore(IN_FLIGHT)
        self.waits: list[float] = []

    def run(self) -> None:
        for body, headers, address in self.lot:
            self.free.acquire()
            self.send(body, headers, address)
        for _ in range(IN_FLIGHT):
            self.free.acquire()

    def send(self, body: bytes, headers: dict[str, str], address: str) -> None:
        from commonpress.engines.lib import clock
        from commonpress.engines.readership import beacon

        sent = time.perf_counter()

        def done(is_stored: bool) -> None:
            if is_stored:
                self.waits.append(time.perf_counter() - sent)
            self.free.release()

        said = beacon.parse(body, headers, address)
        assert said
        self.writer.submit(beacon.judge(said, clock.now()), done)


def requests(count: int, thread: int) -> Any:
    from commonpress.engines.readership import token

    chance = random.Random(SEED + thread)
    tokens = [token.make(f"story:{number}") for number in range(STORIES)]
    popularity = list(accumulate(1 / place for place in range(1, STORIES + 1)))
    for number, found in enumerate(chance.choices(tokens, cum_weights=popularity, k=count)):
        body = f"t={found}&r=www.site{chance.randrange(20)}.example".encode()
        yield body, headers(chance), f"10.{thread}.{number >> 8 & 255}.{number & 255}"


def headers(chance: random.Random) -> dict[str, str]:
    version = chance.randrange(BROWSERS)
    agent = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0 Safari/537.36"
    return {
        "host": "localhost",
        "user-agent": agent,
        "accept": "*/*",
        "accept-language": "en-GB,en;q=0.5",
        "accept-encoding": "gzip, deflate, br",
        "content-type": "application/x-www-form-urlencoded",
        "origin": "http://localhost",
        "sec-fetch-site": "same-origin",
        "sec-ch-ua": '"Chromium";v="141"',
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
