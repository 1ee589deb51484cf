from collections.abc import Iterable

import pytest
from django.db import DatabaseError, transaction

from commonpress.engines.edge.follow import Follower
from commonpress.engines.events import log, readers
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


class Purged(list[set[str]]):
    def __call__(self, tags: Iterable[str]) -> None:
        self.append(set(tags))


@pytest.fixture
def purged() -> Purged:
    return Purged()


@pytest.fixture
def follower(db: None, purged: Purged) -> Follower:
    """As it stands right after its start, without a thread of its own."""
    found = Follower(purged)
    found.cursor = log.newest()
    return found


def elsewhere(*stale: str) -> Event:
    """An event that another process recorded."""
    return Event.objects.create(kind="story.published", subject="story:1", stale=list(stale), at=clock.now())


def test_what_others_recorded_is_purged_once(follower: Follower, purged: Purged) -> None:
    elsewhere("front", "story:1")
    elsewhere("story:2")
    follower.turn()
    follower.turn()
    assert purged == [{"front", "story:1", "story:2"}]


def test_what_this_process_recorded_was_purged_at_its_commit(
    follower: Follower, purged: Purged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers._registry, "listeners", [follower.hear])
    with transaction.atomic():
        event = record("story.published", "story:1", stale=["story:1"])
        assert purged == []
    follower.hear(event)  # the commit itself, which a test's transaction never reaches
    follower.turn()
    assert purged == [{"story:1"}] or purged == [{"story:1"}, {"story:1"}]
    assert follower.heard == set()


def test_an_event_that_commits_late_under_a_lower_number_is_not_missed(
    follower: Follower, purged: Purged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "is_in_order", lambda: False)  # as on PostgreSQL
    late = elsewhere("late")
    number = late.pk
    late.delete()
    elsewhere("early")
    follower.turn()
    Event.objects.create(pk=number, kind="x", subject="x", stale=["late"], at=clock.now())
    follower.turn()
    follower.turn()
    assert purged == [{"early"}, {"late"}]


def test_a_database_that_is_away_at_the_start_is_no_reason_not_to_start(
    monkeypatch: pytest.MonkeyPatch, purged: Purged
) -> None:
    def away() -> int:
        raise DatabaseError("away")

    monkeypatch.setattr(log, "newest", away)
    monkeypatch.setattr("threading.Thread.start", lambda _: None)
    monkeypatch.setattr(readers._registry, "listeners", [])
    found = Follower(purged)
    found.start()
    assert found.cursor == 0
