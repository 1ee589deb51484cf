"""The check for copied text: how much it finds of what was planted, how often it is wrong, how fast and how large.

``COMMONPRESS_BENCH_STORIES`` sets another number of stories for the size; archiving them takes minutes.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import Row, at_least, at_most, failed, told
from benchmarks.papers import alone

GROUP = "desk"
STORIES = int(os.environ.get("COMMONPRESS_BENCH_STORIES", "100000"))
PLANTED = 100  # stories of each share and manner
WANTED = {"verbatim": 0.98, "reordered": 0.98, "edited": 0.9, "without accents": 0.98}
ROOT = Path(__file__).resolve().parents[2]


def rows() -> Iterator[Row]:
    yield from quality()
    yield from at_size()


def quality() -> Iterator[Row]:
    found = alone("copied", str(PLANTED))
    for name, share in found["found"].items():
        manner, _, per_cent = name.partition(", ")
        if manner in WANTED and per_cent != "10 %":
            yield at_least(f"copied: {name}, found", share, "", WANTED[manner])
        elif manner in WANTED:
            yield told(f"copied: {name}, found", share, "")
    for name, share in found["held"].items():
        if name.startswith("quoted"):
            yield at_most(f"copied: {name}, held", share, "", 0)
    yield told("copied: largest mean error of the share told", largest_error(found), "")
    yield at_most(
        f"copied: false alarms on {found['unrelated']} unrelated stories", found["alarms"], "", 0.005
    )
    yield at_most(
        f"copied: false holds on {found['unrelated']} unrelated stories", found["false holds"], "", 0
    )
    yield from near_copies(found)


def near_copies(found: dict[str, Any]) -> Iterator[Row]:
    if not found["near"]:
        yield failed(
            "copied: near copies of near-duplicates found", "", "../shared/data/near-duplicates is absent"
        )
        return
    yield at_least(
        f"copied: {found['pairs']} near copies of near-duplicates, found", found["pairs found"], "", 1
    )
    yield at_most("copied: other pairs said to be 90 % the same", found["others"], "pairs", 0)


def largest_error(found: dict[str, Any]) -> float:
    manners = tuple(WANTED)
    return max(float(error) for name, error in found["error of share"].items() if name.startswith(manners))


def at_size() -> Iterator[Row]:
    found = alone("copied_size", str(STORIES))
    name = f"copied at {STORIES:,} stories"
    yield at_most(f"{name}: a check, p95", found["check"]["p95"], "ms", 150)
    yield told(f"{name}: a check, p50", found["check"]["p50"], "ms")
    yield told(f"{name}: a check, slowest", found["check"]["max"], "ms")
    yield told(f"{name}: one more story into the archive, p95", found["archive"]["p95"], "ms")
    yield at_most(f"{name}: index", found["passages_bytes"] / 1000, "kB a story", 3)
    yield told(f"{name}: words kept for the side by side view", found["texts_bytes"] / 1000, "kB a story")
