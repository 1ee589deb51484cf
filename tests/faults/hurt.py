"""One injury under load, as most faults are: well before, hurt for some seconds, and watched until it is well again."""

import contextlib
import time
import urllib.request
from contextlib import AbstractContextManager
from typing import Any

from tests.faults.judge import Verdict, judged
from tests.faults.load import Load
from tests.faults.stand import Server

PATIENT = 30.0  # seconds for the load to begin well, on a busy machine


def hurt(
    name: str,
    server: Server,
    facts: dict[str, Any],
    injury: AbstractContextManager[object],
    seconds: float,
    *,
    only: tuple[str, ...] = (),
    **how: Any,
) -> Verdict:
    load = Load(server.url, facts, only=only)
    read_all(server.url, facts)
    with load.running():
        well = load.until_all_are_well(time.monotonic(), PATIENT)
        began = time.monotonic()
        with injury:
            time.sleep(seconds)
            ended = time.monotonic()
        recovered = load.until_all_are_well(time.monotonic(), PATIENT)
    verdict = judged(name, load, server.paper.audit(load), injured=(began, ended), recovered=recovered, **how)
    verdict.must(well is not None, "the load was not well before the injury")
    return verdict


def read_all(url: str, facts: dict[str, Any]) -> None:
    """So that every page is in memory."""
    for path in ["/", *(one["path"] for one in facts["stories"])]:
        with contextlib.suppress(OSError), urllib.request.urlopen(url + path, timeout=10) as answer:
            answer.read()
