from datetime import timedelta

import pytest
from django.db import transaction

from commonpress.engines.events import readers, work
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A registry of its own, with one reader that writes down what it was told."""
    monkeypatch.setattr(readers, "_registry", readers.Registry())
    told: list[str] = []
    readers.reader("ear", ["bell.rung"])(lambda event: told.append(event.subject))
    return told


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record("bell.rung", "bell:1")
    assert not Event.objects.exists()


def test_a_reader_gets_an_errand_for_its_kinds_alone(db: None, heard: list[str]) -> None:
    record("bell.rung", "bell:1", stale=["b", "a", "a"])
    record("bell.cast", "bell:2")
    assert list(Errand.objects.values_list("reader", "event__subject")) == [("ear", "bell:1")]
    assert Event.objects.get(subject="bell:1").stale == ["a", "b"]


def test_the_worker_runs_an_errand_once_and_forgets_it(db: None, heard: list[str]) -> None:
    record("bell.rung", "bell:1")
    assert work.run_due()
    assert not work.run_due()
    assert heard == ["bell:1"]
    assert not Errand.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_rolled_back_leaves_no_errand(heard: list[str]) -> None:
    class StopError(Exception):
        pass

    def ring_and_fall() -> None:
        with transaction.atomic():
            record("bell.rung", "bell:1")
            raise StopError

    with pytest.raises(StopError):
        ring_and_fall()
    assert not Event.objects.exists()
    assert not Errand.objects.exists()


def test_a_reader_that_waits_is_due_later(db: None, heard: list[str]) -> None:
    readers.reader("patient", ["bell.rung"], delay=timedelta(seconds=30))(
        lambda event: heard.append(f"late {event.subject}")
    )
    event = record("bell.rung", "bell:1")
    work.run_due()
    assert heard == ["bell:1"]
    with clock.frozen(event.at + timedelta(seconds=31)):
        work.run_due()
    assert heard == ["bell:1", "late bell:1"]
