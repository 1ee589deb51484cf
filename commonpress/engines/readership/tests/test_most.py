from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.readership import most
from commonpress.engines.readership.figures import Part
from commonpress.engines.readership.models import Hourly
from commonpress.engines.readership.most_models import MostRead

NOW = datetime(2026, 6, 15, 12, 20, tzinfo=UTC)
DAY, WEEK = MostRead.Span.DAY, MostRead.Span.WEEK


@pytest.fixture(autouse=True)
def kept(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(most, "_families", {"story"})
    monkeypatch.setattr(most, "_last", [])
    with clock.frozen(NOW):
        yield


def seen(subject: str, count: int, hours_ago: int = 0) -> None:
    hour = NOW.replace(minute=0) - timedelta(hours=hours_ago)
    Hourly.objects.update_or_create(
        subject=subject, kind="seen", hour=hour, agent="other", referrer="", defaults={"count": count}
    )


def events() -> int:
    return Event.objects.filter(kind="readership.ranked").count()


def test_the_most_read_stands_first_over_each_span() -> None:
    seen("story:1", 5)
    seen("story:2", 9, hours_ago=24)
    seen("story:3", 100, hours_ago=25)
    seen("story:1", 1, hours_ago=169)
    most.rank()
    assert most.ranks("story", DAY) == [Part("story:2", 9), Part("story:1", 5)]
    assert most.ranks("story", WEEK) == [Part("story:3", 100), Part("story:2", 9), Part("story:1", 5)]


def test_other_families_and_clicks_have_no_place_in_it() -> None:
    seen("creative:1", 50)
    Hourly.objects.create(subject="story:1", kind="clicked", hour=NOW, agent="other", count=3)
    most.rank()
    assert most.ranks("story", DAY) == []


def test_pages_are_made_stale_when_the_order_changes_and_only_then() -> None:
    seen("story:1", 5)
    seen("story:2", 4)
    assert most.rank()
    assert events() == 2  # one a span
    assert Event.objects.first().stale == ["most-read"]  # type: ignore[union-attr]
    assert not most.rank()
    seen("story:1", 6)
    assert not most.rank()
    assert events() == 2
    assert most.ranks("story", DAY)[0] == Part("story:1", 6)
    seen("story:2", 7)
    assert most.rank()
    assert events() == 4


def test_what_was_struck_out_loses_its_place_at_once() -> None:
    seen("story:1", 5)
    seen("story:2", 4)
    most.rank()
    Hourly.objects.filter(subject="story:1").update(count=0)
    most.after_strike(Event())
    assert most.ranks("story", DAY) == [Part("story:2", 4)]


def test_the_worker_ranks_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    at = [1000.0]
    monkeypatch.setattr("commonpress.engines.readership.most.time.monotonic", lambda: at[0])
    seen("story:1", 5)
    assert most.follow()
    seen("story:2", 9)
    at[0] += 59
    assert not most.follow()
    at[0] += 1
    assert most.follow()


def test_two_workers_at_the_same_moment_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    seen("story:1", 5)

    def too_late(*_: object) -> bool:
        raise IntegrityError

    with monkeypatch.context() as patch:
        patch.setattr(most, "put", too_late)
        assert not most.rank()
    assert most.rank()


def test_more_places_are_kept_than_a_page_shows() -> None:
    for number in range(40):
        seen(f"story:{number}", number + 1)
    most.rank()
    assert len(most.ranks("story", DAY)) == most.KEPT
