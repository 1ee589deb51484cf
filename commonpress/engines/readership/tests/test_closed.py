from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from commonpress.engines.lib import clock
from commonpress.engines.readership import closed, figures, most, totals
from commonpress.engines.readership.models import Closed, Hourly
from commonpress.engines.readership.strike import Batch, strike
from commonpress.engines.readership.unstrike import unstrike
from commonpress.engines.site import options

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def a_year(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(most, "_families", {"story"})
    monkeypatch.setattr(closed, "_last", [])
    with clock.frozen(NOW):
        for ago in (0, 1, 2, 10, 29, 30, 200, 364, 365):
            totals.add(f"story:{ago % 3}", ago + 1, at=NOW - ago * DAY)
        Hourly.objects.filter(subject="story:1").update(referrer="search.example")
        yield


def the_same(period: str) -> None:
    """What is kept plus the open days is what reading every hour gives."""
    window = figures.window(period)
    assert closed.totals(period, "story") == figures.totals(window, "story")
    assert closed.series(period, "story") == figures.series(window, "story")
    assert closed.referrers(period, "story") == figures.by_referrer(window, "story")


@pytest.mark.parametrize("period", figures.PERIODS)
def test_the_figures_are_the_same(period: str) -> None:
    the_same(period)
    the_same(period)  # the second time from what was kept


def test_views_of_the_open_days_are_seen_at_once() -> None:
    the_same("30")
    totals.add("story:7", 5)
    totals.add("story:7", 5, at=NOW - DAY)
    the_same("30")
    assert closed.totals("30", "story")["story:7"] == 10


def test_a_strike_and_its_undoing_make_them_anew() -> None:
    the_same("365")
    day = (NOW - 10 * DAY).replace(hour=0)
    made = strike(Batch(day, day + DAY), reason="flood")
    the_same("365")
    unstrike(made)
    the_same("365")


@pytest.mark.parametrize("period", closed.LONG)
def test_another_day_and_another_zone_make_them_anew(period: str) -> None:
    the_same(period)
    with clock.frozen(NOW + DAY):
        the_same(period)
    options.change({"zone": "Asia/Kathmandu"})
    the_same(period)


def test_the_worker_makes_them_before_anybody_asks() -> None:
    turns = 0
    while closed.follow():
        turns += 1
    assert turns == Closed.objects.count() == 6
    assert not closed.follow()
    closed._last.clear()
    assert not closed.follow()  # nothing is old
