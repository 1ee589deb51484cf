"""The short form of the faults, for every test run: some seconds of three of them. `make test-faults` runs all, longer."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults import stand
from tests.faults.asks import Told
from tests.faults.hurt import hurt
from tests.faults.judge import Verdict, judged
from tests.faults.kinds import bodies, kill, locked
from tests.faults.load import Load
from tests.faults.parts import in_parts
from tests.faults.stand import Paper, Server
from tests.site import paper as site

Served = tuple[Server, dict[str, Any]]


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """On the database of this run; on PostgreSQL in a database of its own."""
    with stand.scratch() as folder:
        site.fresh_database("faults")
        address = site.database_url("faults") if site.on_postgres() else ""
        paper = Paper(folder / "paper", address)
        facts = paper.fill(stories=4, submissions=4)
        with paper.served() as server:
            yield server, facts


def test_what_was_acknowledged_survives_the_death_of_any_process(served: Served) -> None:
    server, facts = served
    facts = {**facts, "entries": list(facts["entries"])}
    verdict = kill.killed("short", server, Load(server.url, facts), rounds=3, pause=(0.2, 0.6))
    assert verdict.figures["acknowledged writes"] > 0
    assert verdict.faults == []


def test_a_locked_database_gives_an_answer_or_a_clear_error_within_five_seconds(served: Served) -> None:
    server, facts = served
    address = server.paper.database
    lock = locked.table_locked(address) if address else locked.locked(server.paper.folder / "paper.sqlite3")
    verdict = hurt("short", server, facts, lock, 3.5, only=("read", "autosave"), counts=())
    assert "503" in verdict.figures["writes during it"]
    assert verdict.faults == []


def test_a_long_run_that_was_stopped_goes_on_with_the_part_it_was_in(tmp_path: Path) -> None:
    asked = list[int]()

    def part(number: int) -> Verdict:
        asked.append(number)
        if asked == [0, 1]:
            raise KeyboardInterrupt
        return Verdict("part", {"lost": 1, "slowest answer, s": 2.0 - number, "killed": {"parent": 2}})

    with pytest.raises(KeyboardInterrupt):
        in_parts("kills", 3, part, tmp_path)
    whole = in_parts("kills", 3, part, tmp_path)
    assert asked == [0, 1, 1, 2]
    assert whole.figures == {"lost": 3, "slowest answer, s": 2.0, "killed": {"parent": 6}, "parts": 3}
    assert not list(tmp_path.iterdir())


def test_half_a_text_never_takes_the_place_of_a_whole_one(served: Served) -> None:
    verdict = bodies.half_sent(*served)
    assert verdict.faults == []


def test_what_is_missing_or_slow_is_a_fault_and_clicks_may_only_be_missing_of_the_time_it_was_hurt() -> None:
    kinds = ("comment", "click")
    well = {"lost": 0, "doubled": 0, "acknowledged": 9, "unknown": 0}
    told = [Told("click", at, 0.1, 302, acknowledged=True) for at in (1.0, 12.0, 30.0)]

    def faults(told: list[Told], recovered: float | None = 1.0, **found: dict[str, int]) -> list[str]:
        audit: dict[str, Any] = {**dict.fromkeys(kinds, well), "sound": True, "errands": {}, **found}
        load: Any = SimpleNamespace(told=told)
        return judged("x", load, audit, injured=(10.0, 20.0), recovered=recovered, counts=kinds).faults

    assert faults(told) == faults(told, click={**well, "lost": 1}) == []
    assert "2 clicks are missing, 1 came" in faults(told, click={**well, "lost": 2})[0]
    assert "were lost: comment" in faults(told, comment={**well, "lost": 1})[0]
    assert "were doubled" in faults(told, comment={**well, "doubled": 1})[0]
    assert "not well again" in faults(told, recovered=None)[0]
    assert "not served from memory" in faults([*told, Told("read", 15.0, 0.1, 503, acknowledged=False)])[0]
    assert "were 500" in faults([*told, Told("comment", 1.0, 0.1, 500, acknowledged=False)])[0]
    assert "took longer" in faults([*told, Told("read", 1.0, 500.0, 200, acknowledged=True)])[0]
