"""kill -9 of any process of the server, again and again; a killed parent is started again, as systemd would."""

import contextlib
import os
import random
import signal
import time
from typing import Any

from tests.faults.judge import Verdict, judged
from tests.faults.load import Load
from tests.faults.parts import in_parts
from tests.faults.stand import Paper, Server, on_postgres, on_sqlite

ROUNDS = 25  # of one part of the long form
PAUSE = (0.4, 1.6)  # seconds between two kills: in the middle of starting, and when all is well


def run(is_long: bool) -> list[Verdict]:
    if not is_long:
        return [on("SQLite", 20)]
    return [
        in_parts("kill -9, SQLite", 8, lambda number: on("SQLite", ROUNDS, number)),
        in_parts("kill -9, PostgreSQL", 3, lambda number: on("PostgreSQL", ROUNDS, number)),
    ]


def on(database: str, rounds: int, seed: int = 0) -> Verdict:
    if database == "SQLite":
        with on_sqlite(submissions=30) as (paper, facts):
            return served(paper, facts, database, rounds, seed)
    with on_postgres(submissions=30) as (paper, facts, _):
        return served(paper, facts, database, rounds, seed)


def served(paper: Paper, facts: dict[str, Any], database: str, rounds: int, seed: int) -> Verdict:
    with paper.served("--workers", "2") as server:
        return killed(f"kill -9, {database}", server, Load(server.url, facts), rounds, seed=seed)


def killed(
    name: str,
    server: Server,
    load: Load,
    rounds: int,
    pause: tuple[float, float] = PAUSE,
    seed: int = 0,
) -> Verdict:
    chance = random.Random(seed)
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
