from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.sponsors.creative import add
from commonpress.domain.sponsors.models import Campaign, Placement
from commonpress.domain.sponsors.pace import HORIZON, SLACK, Had, Today, due, keep_of, live
from commonpress.domain.sponsors.tests.bookings import booked, card
from commonpress.engines.lib import clock
from commonpress.engines.readership import totals
from commonpress.engines.readership.models import Kind
from commonpress.engines.readership.store import store
from commonpress.engines.readership.tests.people import crowd

pytestmark = pytest.mark.django_db
Goal = Campaign.Goal
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SEEN, CLICKED = Kind.SEEN.value, Kind.CLICKED.value


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.frozen(NOON):
        yield


def placement(campaign: Campaign) -> Placement:
    return Placement.objects.get(creative__campaign=campaign)


def keep(campaign: Campaign) -> float:
    found = live().get(placement(campaign).pk)
    return found.keep if found else 0.0


def had(campaign: Campaign, ever: int, today: int = 0, a_second: float = 0.0, kind: str = SEEN) -> Had:
    counted = [{campaign.pk: Counter({kind: n})} for n in (ever, today)]
    return Had(counted[0], counted[1], {kind: a_second}, day_of(clock.now()))


def day_of(at: datetime) -> Today:
    start = at.replace(hour=0, minute=0)
    return Today(start, start + timedelta(days=1))


def test_what_has_no_limit_is_never_held_back() -> None:
    assert keep(booked()) == 1.0
    share, house = booked(goal=Goal.SHARE, amount=25), booked(goal=Goal.HOUSE)
    assert live()[placement(share).pk] == (0, 0.25, 1.0)
    assert live()[placement(house).pk].kind == 2


def test_a_goal_is_spread_evenly_over_the_days_that_are_left() -> None:
    campaign = booked(starts=-2.5, ends=7.5, goal=Goal.IMPRESSIONS, amount=1000)
    day = day_of(NOON)
    before_noon = due(campaign, 200, NOON, day)
    assert before_noon == pytest.approx(100 * 13 / 24)  # half a day and the hour it may be ahead
    assert due(campaign, 200, NOON + timedelta(hours=11, minutes=59), day) == pytest.approx(100, abs=1)
    assert due(campaign, 1000, NOON, day) == 0


def test_it_rests_when_it_has_what_the_day_allows_and_at_the_goal() -> None:
    campaign = booked(starts=-2.5, ends=7.5, goal=Goal.IMPRESSIONS, amount=1000)
    assert keep_of(campaign, had(campaign, 250), NOON) == 1.0
    assert keep_of(campaign, had(campaign, 350, 100), NOON) == 0.0
    totals.add(placement(campaign).subject, 1000, at=NOON - timedelta(days=1))
    assert placement(campaign).pk not in live()


def test_the_fewer_are_left_the_more_rarely_it_is_shown() -> None:
    campaign = booked(starts=-2.5, ends=7.5, goal=Goal.IMPRESSIONS, amount=1000)
    under_way = HORIZON[SEEN].total_seconds() * 100  # a hundred readers a second
    left = due(campaign, 250, NOON, day_of(NOON)) - 50
    assert keep_of(campaign, had(campaign, 300, 50, 100.0), NOON) == pytest.approx(
        (left + SLACK * 1000) / under_way, abs=0.0001
    )


def test_the_last_few_do_not_come_ever_more_rarely() -> None:
    """What is left is aimed at with a little more, and nothing is shown beyond it."""
    campaign = booked(starts=-9.99, ends=0.01, goal=Goal.IMPRESSIONS, amount=1000)
    nearly = [keep_of(campaign, had(campaign, 1000 - left, 0, 100.0), NOON) for left in (2, 1, 0)]
    assert min(nearly[:2]) > SLACK * 1000 / (HORIZON[SEEN].total_seconds() * 100)
    assert nearly[2] == 0


def test_a_daily_cap_holds_whatever_the_goal_allows() -> None:
    campaign = booked(daily_cap=40)
    totals.add(placement(campaign).subject, 39, at=NOON)
    assert keep(campaign) == 1.0
    totals.add(placement(campaign).subject, 1, at=NOON)
    assert keep(campaign) == 0.0
    with clock.frozen(NOON + timedelta(hours=13)):
        assert keep(campaign) == 1.0


def test_clicks_are_counted_where_clicks_are_bought() -> None:
    campaign = booked(starts=-1, ends=1, goal=Goal.CLICKS, amount=10)
    totals.add(placement(campaign).subject, 500, at=NOON)
    assert keep(campaign) == 1.0
    totals.add(placement(campaign).subject, 10, kind=CLICKED, at=NOON)
    assert keep(campaign) == 0.0


def test_readers_of_this_moment_are_felt_at_once() -> None:
    campaign = booked(starts=-0.5, ends=0.5, goal=Goal.IMPRESSIONS, amount=100)
    store(crowd(200), now=NOON)
    assert 0.05 < keep(campaign) < 0.15


def test_creatives_of_a_campaign_divide_its_weight() -> None:
    campaign = booked(weight=3)
    add(campaign, card())
    assert [pace.number for pace in live().values()] == [1.5, 1.5]


def test_the_pace_of_all_costs_six_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(5):
        booked(name=str(n), goal=Goal.IMPRESSIONS, amount=100)
    with django_assert_max_num_queries(6):  # one of them is the paper's zone
        assert len(live()) == 5


def day_by_day(amount: int, days: int, views: Any, cap: int | None = None) -> list[int]:
    """What each day of a flight delivers when ``views(day)`` readers come by, spread over its hours."""
    start = datetime(2026, 5, 4, tzinfo=UTC)
    campaign = Campaign(
        starts_at=start,
        ends_at=start + timedelta(days=days),
        goal=Goal.IMPRESSIONS,
        amount=amount,
        daily_cap=cap,
    )
    campaign.pk = 1
    delivered: list[int] = []
    for day in range(days):
        today = 0
        for minute in range(0, 1440, 5):
            now = start + timedelta(days=day, minutes=minute)
            for _ in range(views(day) // 288):
                counted = [{1: Counter({SEEN: n})} for n in (sum(delivered) + today, today)]
                if keep_of(campaign, Had(counted[0], counted[1], {}, day_of(now)), now) > 0:
                    today += 1
        delivered.append(today)
    return delivered


def test_no_day_has_much_more_than_its_part_when_readers_allow_it() -> None:
    found = day_by_day(1000, 10, lambda _day: 3000)
    assert max(found) <= 1.3 * 100
    assert 1000 <= sum(found) <= 1020


def test_a_weak_weekend_is_made_up_for_evenly() -> None:
    found = day_by_day(1400, 14, lambda day: 288 if day % 7 > 4 else 2880)
    assert 1400 <= sum(found) <= 1428
    assert max(found) <= 1.3 * 100


def test_a_cap_below_the_even_part_is_kept() -> None:
    assert max(day_by_day(1000, 5, lambda _day: 3000, cap=60)) == 60
