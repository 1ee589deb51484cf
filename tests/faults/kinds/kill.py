"""kill -9 of any process of the server, again and again; a killed parent is started again, as systemd would."""

import contextlib
import os
import random
import signal
import time

from tests.faults.judge import Verdict, judged
from tests.faults.load import Load
from tests.faults.stand import Server, on_postgres, on_sqlite

PAUSE = (0.4, 1.6)  # seconds between two kills: in the middle of starting, and when all is well


def run(is_long: bool) -> list[Verdict]:
    rounds = 200 if is_long else 20
    with (
        on_sqlite(submissions=200 if is_long else 20) as (paper, facts),
        paper.served("--workers", "2") as server,
    ):
        verdicts = [killed("kill -9, SQLite", server, Load(server.url, facts), rounds)]
    if is_long:
        with on_postgres(submissions=100) as (paper, facts, _), paper.served("--workers", "2") as server:
            verdicts.append(killed("kill -9, PostgreSQL", server, Load(server.url, facts), 60))
    return verdicts


def killed(name: str, server: Server, load: Load, rounds: int, pause: tuple[float, float] = PAUSE) -> Verdict:
    chance = random.Random(rounds)
    counts = {"parent": 0, "application": 0, "errands": 0, "nobody": 0}
    with load.running():
        load.until_all_are_well(time.monotonic(), 20)
        began = time.monotonic()
        for _ in range(rounds):
            counts[kill_one(server, chance)] += 1
            time.sleep(chance.uniform(*pause))
        ended = time.monotonic()
        recovered = load.until_all_are_well(ended, 20)
    verdict = judged(
        name,
        load,
        server.paper.audit(load),
        injured=(began, ended),
        recovered=recovered,
        memory=False,
        led_on=False,
    )
    verdict.figures["killed"] = counts
    return verdict


def kill_one(server: Server, chance: random.Random) -> str:
    children = server.children()
    whom = chance.choices(["application", "errands", "parent"], [6, 3, 1])[0]
    if whom == "parent":
        server.process.kill()
        server.process.wait()
        server.start()
        server.wait()
        return whom
    if not children[whom]:  # it is just being started again
        return "nobody"
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(children[whom]), signal.SIGKILL)
    return whom
