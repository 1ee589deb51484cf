from datetime import datetime, timedelta

import pytest

from commonpress.engines.events import readers
from commonpress.engines.lib import clock
from commonpress.engines.readership import sweep, totals
from commonpress.engines.readership.models import DayKey, Hourly, Recent, Sighting
from commonpress.engines.readership.store import store
from commonpress.engines.readership.tests.people import NOON, assert_totals_are_true, crowd, sight
from commonpress.engines.site import options

pytestmark = pytest.mark.django_db

MIDNIGHT = NOON.replace(hour=0) + timedelta(days=1)


def seen_at(when: datetime, count: int = 3) -> None:
    with clock.frozen(when):
        store(crowd(count))


def test_the_key_and_the_sightings_of_a_day_go_half_an_hour_after_it() -> None:
    seen_at(NOON)
    seen_at(MIDNIGHT + timedelta(minutes=1))
    sweep.sweep(MIDNIGHT + timedelta(minutes=29))
    assert (DayKey.objects.count(), Sighting.objects.count()) == (2, 6)
    sweep.sweep(MIDNIGHT + timedelta(minutes=30))
    assert [key.day for key in DayKey.objects.all()] == [MIDNIGHT.date()]
    assert Sighting.objects.count() == 3
    assert totals.seen(["story:1"]) == {"story:1": 6}, "counts stay"


def test_a_day_is_over_when_the_papers_day_is() -> None:
    options.change({"zone": "Asia/Kathmandu"})  # midnight there is 18:15 here
    seen_at(NOON)
    sweep.sweep(NOON.replace(hour=18, minute=44))
    assert Sighting.objects.exists()
    sweep.sweep(NOON.replace(hour=18, minute=45))
    assert not Sighting.objects.exists()
    assert not DayKey.objects.exists()


def test_who_was_counted_is_forgotten_after_half_an_hour() -> None:
    seen_at(NOON)
    sweep.sweep(NOON + timedelta(minutes=29))
    assert Recent.objects.count() == 3
    sweep.sweep(NOON + timedelta(minutes=30))
    assert not Recent.objects.exists()


def test_hours_become_days_after_five_weeks_and_nothing_is_lost() -> None:
    options.change({"zone": "Europe/Bucharest"})
    for hour in (0, 5, 20, 22):  # three in one day of the paper, the last in the next
        seen_at(NOON.replace(hour=hour))
    later = NOON + timedelta(days=34, hours=9)
    sweep.sweep(later)
    assert Hourly.objects.count() == 4
    for _ in range(2):  # safe to run twice
        sweep.sweep(later + timedelta(days=1))
        days = list(Hourly.objects.filter(folded=True).values_list("hour", "count"))
        assert days == [(NOON.replace(hour=21) - timedelta(days=1), 9)]
        assert Hourly.objects.filter(folded=False).get().count == 3
    assert totals.seen(["story:1"]) == {"story:1": 12}
    assert_totals_are_true()


def test_folding_goes_in_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "ROWS", 5)
    for hour in range(24):
        seen_at(NOON.replace(hour=hour), count=1)
    later = NOON + timedelta(days=50)
    steps = 0
    while sweep.sweep(later):
        steps += 1
        assert steps < 50
        assert_totals_are_true()
    assert steps >= 4
    assert Hourly.objects.get().count == 24


def test_the_worker_sweeps_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[datetime] = []

    def idle(now: datetime) -> bool:
        calls.append(now)
        return False

    monkeypatch.setattr(sweep, "sweep", idle)
    monkeypatch.setattr(sweep._Next, "turn", 0.0)
    assert readers.followers()["readership"] is sweep.tick
    assert not sweep.tick()
    assert not sweep.tick()
    assert len(calls) == 1


def test_an_idle_sweep_is_cheap(django_assert_max_num_queries: object) -> None:
    store([sight()])
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        sweep.sweep(clock.now())
