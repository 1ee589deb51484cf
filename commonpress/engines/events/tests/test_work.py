import threading
from datetime import timedelta

import pytest
from django.db import connection

from commonpress.engines.events import log, readers, work
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> readers.Registry:
    fresh = readers.Registry()
    monkeypatch.setattr(readers, "_registry", fresh)
    return fresh


def broken(event: Event) -> None:
    raise RuntimeError(f"no rope for {event.subject}")


def test_a_failing_errand_waits_longer_each_time_and_is_shown_at_last(db: None) -> None:
    readers.reader("ear", ["bell.rung"])(broken)
    record("bell.rung", "bell:1")
    for attempt, wait in enumerate(work.BACK_OFF, start=1):
        work.run_due()
        errand = Errand.objects.get()
        assert (errand.attempts, errand.state) == (attempt, Errand.State.WAITING)
        assert errand.due_at > clock.now() + timedelta(seconds=wait - 2)
        Errand.objects.update(due_at=clock.now())
    work.run_due()
    errand = Errand.objects.get()
    assert errand.state == Errand.State.FAILED
    assert "no rope for bell:1" in errand.error


def test_an_errand_of_a_dead_worker_is_taken_up_again(db: None) -> None:
    told: list[int] = []
    readers.reader("ear", ["bell.rung"])(lambda event: told.append(event.pk))
    record("bell.rung", "bell:1")
    assert work.claim() is not None  # and this worker dies here
    assert work.claim() is None
    Errand.objects.update(claimed_until=clock.now() - timedelta(seconds=1))
    assert work.run_due()
    assert len(told) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_share_the_errands_and_none_runs_twice() -> None:
    told: list[str] = []
    lock = threading.Lock()

    def hear(event: Event) -> None:
        with lock:
            told.append(event.subject)

    readers.reader("ear", ["bell.rung"])(hear)
    from django.db import transaction

    with transaction.atomic():
        for number in range(40):
            record("bell.rung", f"bell:{number}")

    def labour() -> None:
        try:
            while work.run_due():
                pass
        finally:
            connection.close()

    workers = [threading.Thread(target=labour) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    while work.run_due():
        pass
    assert sorted(told) == sorted(f"bell:{number}" for number in range(40))


def test_a_broken_follower_stops_nobody(db: None) -> None:
    followed: list[str] = []

    def fall() -> bool:
        raise ValueError("tripped")

    def walk() -> bool:
        followed.append("walked")
        return False

    readers.follower("one")(fall)
    readers.follower("two")(walk)
    assert work.turn() is False
    assert followed == ["walked"]


def test_a_late_commit_with_a_lower_number_is_not_missed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "is_in_order", lambda: False)  # as on PostgreSQL
    first = record("bell.rung", "bell:1")
    second = record("bell.rung", "bell:2")
    assert [e.pk for e in log.after(0)] == [first.pk, second.pk]
    assert [e.pk for e in log.after(second.pk, seen={second.pk})] == [first.pk]
    Event.objects.update(at=clock.now() - log.LOOK_BACK - timedelta(seconds=5))
    assert log.after(second.pk) == []
    assert log.newest() == second.pk


def test_a_clock_that_was_a_day_ahead_leaves_no_errand_waiting(db: None) -> None:
    told: list[int] = []
    readers.reader("ear", ["bell.rung"])(lambda event: told.append(event.pk))
    with clock.frozen(clock.now() + timedelta(days=1)):
        record("bell.rung", "bell:1")
        record("bell.rung", "bell:2")
        assert work.claim()
    while work.run_due():
        pass
    assert len(told) == 2
