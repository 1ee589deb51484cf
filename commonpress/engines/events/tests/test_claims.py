import os
import threading

import pytest
from django.db import OperationalError

from commonpress.engines.events import claims, readers, signs, work
from commonpress.engines.events.models import Errand
from commonpress.engines.events.record import record

FAR = 2**22 + 1  # no process has that number: it is above the kernel's limit


@pytest.fixture
def errand(db: None, monkeypatch: pytest.MonkeyPatch) -> Errand:
    monkeypatch.setattr(readers, "_registry", readers.Registry())
    readers.reader("ear", ["bell.rung"])(lambda _: None)
    record("bell.rung", "bell:1")
    claimed = work.claim()
    assert claimed
    return claimed


def dead() -> str:
    return f"{claims.owner().rpartition('/')[0]}/{FAR}"


@pytest.mark.parametrize("name", [claims.owner(), dead()], ids=["its own of an earlier life", "a dead one's"])
def test_what_a_worker_held_when_it_ended_is_free_for_the_next(errand: Errand, name: str) -> None:
    Errand.objects.update(claimed_by=name)
    assert work.claim() is None
    assert claims.free() == 1
    assert work.run_due()
    assert not Errand.objects.exists()


@pytest.mark.parametrize("name", [f"another-machine/{FAR}", f"{claims.owner().rpartition('/')[0]}/1", ""])
def test_what_another_machine_or_a_living_process_holds_is_left_alone(errand: Errand, name: str) -> None:
    Errand.objects.update(claimed_by=name)
    assert claims.free() == 0
    assert work.claim() is None


def test_an_errand_that_no_worker_survives_is_shown_to_a_human(errand: Errand) -> None:
    Errand.objects.update(attempts=claims.MOST_ATTEMPTS + 1)
    assert claims.free() == 0
    errand.refresh_from_db()
    assert (errand.state, errand.error) == (Errand.State.FAILED, claims.DIED)


def test_after_an_outage_the_worker_takes_up_what_it_held(
    errand: Errand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, turns = threading.Event(), list[int]()

    def turn() -> bool:
        turns.append(Errand.objects.filter(state=Errand.State.WAITING).count())
        if len(turns) == 1:
            Errand.objects.update(state=Errand.State.CLAIMED, claimed_by=claims.owner())
            raise OperationalError("the server was started again")
        stop.set()
        return True

    monkeypatch.setattr(signs.Beat, "start", lambda _: None)
    monkeypatch.setattr(work, "turn", turn)
    monkeypatch.setattr(work, "AWAY_SECONDS", 0.0)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    work.run(stop)
    assert turns == [1, 1]


def test_owners_are_told_apart_by_machine_and_process() -> None:
    assert claims.owner().endswith(f"/{os.getpid()}")
    assert not claims.is_dead(claims.owner())
