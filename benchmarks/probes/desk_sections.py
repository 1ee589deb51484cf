"""Leave-one-out over the archive of both section sets: each story judged as if filed in each section; prints JSON."""

import json
from dataclasses import replace
from typing import Any

from benchmarks.papers import scratch


def main() -> None:
    with scratch():
        print(json.dumps(measure()))


def measure() -> dict[str, Any]:
    from benchmarks.sets import sections
    from commonpress.engines.checks import archive

    lantern, written = sections.lantern(), sections.written()
    for matter in [*lantern, *written]:
        archive.learn_section(matter)
    places = sorted({matter.section for matter in [*lantern, *written]})
    return {
        "The Lantern": judged(lantern, places),
        "The Lantern, authors unknown": judged([replace(one, author="") for one in lantern], places),
        "our set": judged(written, places),
    }


def judged(matters: list[Any], places: list[str]) -> dict[str, Any]:
    """A story is not compared with itself, so the archive may hold it."""
    from commonpress.engines.checks import section

    spoken = right = false = misfiled = 0
    for matter in matters:
        evidence = section.gather(matter)
        for place in places:
            found = section.judge(replace(matter, section=place), evidence)
            if place == matter.section:
                false += bool(found)
                continue
            misfiled += 1
            spoken += bool(found)
            right += bool(found) and found[0].facts["section"] == matter.section
    return {"right": right / max(1, spoken), "speaks": spoken / misfiled, "false": false / len(matters)}


if __name__ == "__main__":
    main()
