from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from commonpress.engines.lib import clock
from commonpress.engines.readership import figures
from commonpress.engines.readership.chart import Spread
from commonpress.engines.readership.figures import Life, Part
from commonpress.engines.readership.models import Hourly
from commonpress.engines.site import options

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def seen(subject: str, at: datetime, count: int, **more: Any) -> None:
    hour = at.replace(minute=0, second=0, microsecond=0)
    row = {"kind": "seen", "agent": "chrome-mobile", "referrer": "", **more}
    Hourly.objects.create(subject=subject, hour=hour, count=count, **row)


def test_a_period_takes_in_today_and_no_day_before_it() -> None:
    seen("story:1", NOON, 1)
    seen("story:1", NOON - 6 * DAY, 10)
    seen("story:1", NOON - 7 * DAY, 100)
    seen("story:2", NOON - 400 * DAY, 1000)
    wanted = {"today": {"story:1": 1}, "7": {"story:1": 11}, "30": {"story:1": 111}, "365": {"story:1": 111}}
    assert {name: figures.totals(figures.window(name), "story") for name in figures.PERIODS} == wanted


def test_a_period_nobody_offers_is_refused() -> None:
    with pytest.raises(KeyError):
        figures.window("8")


def test_days_are_the_papers_days() -> None:
    options.change({"zone": "Europe/Bucharest"})
    seen("story:1", datetime(2026, 6, 14, 20, tzinfo=UTC), 1)  # 23:00 yesterday in Bucharest
    seen("story:1", datetime(2026, 6, 14, 21, tzinfo=UTC), 10)  # midnight
    assert figures.totals(figures.window("today"), "story") == {"story:1": 10}
    assert [bar.count for bar in figures.series(figures.window("7"), "story")][-2:] == [1, 10]


def test_only_the_subjects_asked_for_and_only_what_was_seen_are_counted() -> None:
    seen("story:1", NOON, 1)
    seen("story:2", NOON, 2)
    seen("creative:3", NOON, 4)
    seen("story:1", NOON, 8, kind="clicked")
    today = figures.window("today")
    assert figures.totals(today, "story") == {"story:1": 1, "story:2": 2}
    assert figures.totals(today, ["story:2", "creative:3"]) == {"story:2": 2, "creative:3": 4}
    assert figures.totals(today, []) == {}


def test_a_series_has_no_gaps() -> None:
    seen("story:1", NOON - 2 * DAY, 3)
    seen("story:2", NOON - 2 * DAY, 4)
    bars = figures.series(figures.window("7"), "story")
    assert [bar.count for bar in bars] == [0, 0, 0, 0, 7, 0, 0]
    assert bars[-1].at == datetime(2026, 6, 15, tzinfo=UTC)


def test_today_is_told_by_the_hour() -> None:
    seen("story:1", NOON, 3)
    bars = figures.series(figures.window("today"), "story")
    assert [bar.count for bar in bars] == [0] * 12 + [3] + [0] * 11


@pytest.mark.parametrize(("day", "length"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 6, 1), 24)])
def test_a_day_has_as_many_hours_as_the_clocks_give_it(day: tuple[int, int, int], length: int) -> None:
    options.change({"zone": "Europe/Bucharest"})
    with clock.frozen(datetime(*day, 12, tzinfo=UTC)):
        assert len(figures.series(figures.window("today"), "story")) == length
        assert len(figures.series(figures.window("365"), "story")) == 365


def test_referrers_and_browsers_are_summed_and_the_long_tail_is_one_number() -> None:
    for number in range(25):
        seen("story:1", NOON, 100 - number, referrer=f"site-{number:02}.example")
    seen("story:1", NOON - DAY, 500, agent="safari-mobile")
    week = figures.window("7")
    found = figures.by_referrer(week, ["story:1"])
    shown, rest = figures.first_and_rest(found)
    assert shown[:2] == [Part("", 500), Part("site-00.example", 100)]
    assert len(shown) == 20
    assert rest == sum(100 - number for number in range(19, 25))
    assert figures.by_agent(week, ["story:1"])[1] == Part("safari-mobile", 500)


def lives(*counts: int, first: int = 2) -> list[Life]:
    """Subjects born ten days ago that had all their views on their second day."""
    found = []
    for number, count in enumerate(counts, first):
        found.append(Life(f"story:{number}", NOON - 10 * DAY))
        seen(f"story:{number}", NOON - 9 * DAY, count)
    return found


def begun(days_ago: int = 20) -> None:
    seen("creative:1", NOON - days_ago * DAY, 1)


def test_a_subject_is_compared_at_its_age() -> None:
    begun()
    others = lives(10, 20, 30, 40, 50)
    seen("story:2", NOON - 5 * DAY, 1000)  # older then than our subject is now
    seen("story:1", NOON - 2 * DAY, 33)
    seen("story:1", NOON, 7)  # today is not over
    found = figures.comparable(Life("story:1", NOON - 3 * DAY), others)
    assert found
    assert (found.age, found.own, found.number) == (3, 33, 5)
    assert found.spread == Spread(20, 30, 40)
    assert found.daily == [Spread(0, 0, 0), Spread(20, 30, 40), Spread(0, 0, 0)]


def test_four_others_are_too_few_for_a_median() -> None:
    begun()
    others = lives(10, 20, 30, 40)
    seen("story:1", NOON - 2 * DAY, 33)
    found = figures.comparable(Life("story:1", NOON - 3 * DAY), others)
    assert found
    assert (found.number, found.spread) == (4, None)


def test_others_that_are_younger_are_not_compared() -> None:
    begun(40)
    others = lives(10, 20, 30, 40, 50)
    found = figures.comparable(Life("story:1", NOON - 30 * DAY), others)
    assert found
    assert (found.age, found.number, found.spread) == (30, 0, None)
    assert found.daily[1] == Spread(20, 30, 40)


def test_nothing_is_compared_on_the_first_day_or_before_counting_began() -> None:
    assert figures.comparable(Life("story:1", NOON - 3 * DAY), []) is None
    begun()
    assert figures.comparable(Life("story:1", NOON), []) is None
    assert figures.comparable(Life("story:1", NOON - 30 * DAY), []) is None


def test_others_whose_first_days_nobody_counted_are_left_out() -> None:
    begun(5)
    others = [Life(f"story:{n}", NOON - 10 * DAY) for n in range(2, 9)]
    found = figures.comparable(Life("story:1", NOON - 3 * DAY), others)
    assert found
    assert found.number == 0


def test_each_figure_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    options.hold(options.load())
    month = figures.window("30")
    for figure in (figures.totals, figures.series, figures.by_referrer, figures.by_agent):
        with django_assert_num_queries(1):
            figure(month, "story")
    with django_assert_num_queries(1):
        figures.leading(month, "story", 10)
    begun()
    with django_assert_num_queries(2):
        figures.comparable(Life("story:1", NOON - 3 * DAY), [Life("story:2", NOON - 3 * DAY)])
    options.hold(None)
