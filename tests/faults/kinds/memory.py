"""Mixed load for a while: the server's memory must not grow. Half an hour in the long form, else two minutes."""

import time
from statistics import median

from tests.faults.hurt import read_all
from tests.faults.judge import Verdict, judged
from tests.faults.kinds.bodies import resident
from tests.faults.load import Load
from tests.faults.stand import on_sqlite

MINUTES, LONG_MINUTES = 2.0, 30.0
MOST_GROWTH = 0.05  # of what it is when a quarter of the time is over
SAMPLE_SECONDS = 5.0
TOLD = 24  # samples: every two minutes


def run(is_long: bool) -> list[Verdict]:
    return [for_minutes(LONG_MINUTES if is_long else MINUTES)]


def for_minutes(minutes: float) -> Verdict:
    with on_sqlite(stories=30, submissions=60) as (paper, facts), paper.served() as server:
        load = Load(server.url, facts)
        read_all(server.url, facts)
        samples: list[float] = []
        with load.running():
            began = time.monotonic()
            while time.monotonic() - began < minutes * 60:
                time.sleep(SAMPLE_SECONDS)
                samples.append(resident(server) / 1e6)
                if len(samples) % TOLD == 0:
                    passed = (time.monotonic() - began) / 60
                    print(f"memory: {passed:.0f} of {minutes:.0f} minutes, {samples[-1]:.0f} MB", flush=True)
            ended = time.monotonic()
            recovered = load.until_all_are_well(ended, 20)
        verdict = judged("memory", load, paper.audit(load), injured=(began, ended), recovered=recovered)
    quarter = len(samples) // 4
    early, late = median(samples[quarter : 2 * quarter]), median(samples[-quarter:])
    verdict.figures |= {
        "minutes": minutes,
        "MB in the second quarter": round(early, 1),
        "MB in the last quarter": round(late, 1),
        "most, MB": round(max(samples), 1),
    }
    verdict.must(late < early * (1 + MOST_GROWTH), f"memory grew from {early:.0f} to {late:.0f} MB")
    return verdict
