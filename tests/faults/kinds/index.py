"""The search index is damaged while it is used: its files are overwritten."""

import contextlib
import re
import time
import urllib.request
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from tests.faults.hurt import hurt
from tests.faults.judge import Verdict, strain
from tests.faults.stand import on_sqlite

HIT = re.compile(r"/the-ferry-of-\d+-oclock-is-back/")
# All of them stand in the stories; each question is a new one, that nothing in memory answers.
WORDS = ("ferry", "people", "goat", "noon", "aboard", "clock", "came", "back")


def run(is_long: bool) -> list[Verdict]:
    with on_sqlite() as (paper, facts), paper.served() as server:
        questions = ["+".join(pair) for pair in permutations(WORDS, 2)]
        until_found(server.url, questions, 30)
        verdict = hurt("search index damaged", server, facts, damaged(paper.folder / "index"), 1.0)
        found = until_found(server.url, questions, 10 * strain())
    verdict.figures["found again after the load, s"] = found
    verdict.must(found is not None, "the search still finds nothing")
    return [verdict]


@contextlib.contextmanager
def damaged(folder: Path) -> Iterator[None]:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in {".lock", ".json"} and path.name != "current":
            with contextlib.suppress(OSError):
                path.write_bytes(b"\xff" * 64)
    yield


def until_found(url: str, questions: list[str], seconds: float) -> float | None:
    began = time.monotonic()
    while time.monotonic() - began < seconds and questions:
        asked = f"{url}/search/?q={questions.pop()}"
        with contextlib.suppress(OSError), urllib.request.urlopen(asked, timeout=10) as answer:
            if HIT.search(answer.read().decode()):
                return round(time.monotonic() - began, 1)
        time.sleep(0.2)
    return None
