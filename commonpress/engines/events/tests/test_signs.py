import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from commonpress.engines.events import signs
from commonpress.engines.events.models import Sign
from commonpress.engines.lib import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def beat(monkeypatch: pytest.MonkeyPatch) -> signs.Beat:
    """In the test's own transaction, which must not be let go of."""
    monkeypatch.setattr(signs, "close_old_connections", lambda: None)
    stop = threading.Event()
    stop.set()
    return signs.Beat(stop, lambda: told.append("silent"))


told: list[str] = []


def test_a_worker_that_beats_is_heard_for_a_minute(beat: signs.Beat) -> None:
    assert not signs.worker_is_heard()
    assert signs.worker_heard_at() is None
    beat.run()
    beat.run()
    assert Sign.objects.count() == 1
    assert signs.worker_is_heard()
    Sign.objects.update(at=clock.now() - signs.SILENT)
    assert not signs.worker_is_heard()


def test_a_machine_that_is_no_more_is_forgotten(beat: signs.Beat) -> None:
    signs.give("worker:old")
    signs.give("mail.sent")
    Sign.objects.update(at=clock.now() - signs.FORGOTTEN - timedelta(seconds=1))
    beat.beat()
    assert set(Sign.objects.values_list("pk", flat=True)) == {beat.name, "mail.sent"}


def test_a_beat_the_database_does_not_take_is_told(beat: signs.Beat, monkeypatch: pytest.MonkeyPatch) -> None:
    def give(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(signs, "give", give)
    beat.beat()
    assert told == ["silent"]


def test_a_sign_says_when_it_last_went_well() -> None:
    assert signs.last("mail.sent") is None
    signs.give("mail.sent", to=1)
    signs.give("mail.sent", to=2)
    last = signs.last("mail.sent")
    assert last
    assert (last.facts, str(last)) == ({"to": 2}, "mail.sent")
