"""The short form of the faults, for every test run: some seconds of three of them. `make test-faults` runs all, longer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults import stand
from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
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
