from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commonpress.engines.readership import hours

BUCHAREST, KATHMANDU, SANTIAGO = (ZoneInfo(f"{name}") for name in (
    "Europe/Bucharest", "Asia/Kathmandu", "America/Santiago",
))  # fmt: skip


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (BUCHAREST, datetime(2026, 5, 4, 10, 0, tzinfo=UTC)),
        (KATHMANDU, datetime(2026, 5, 4, 10, 15, tzinfo=UTC)),
    ],
)
def test_an_hour_is_the_papers_even_where_zones_are_crooked(where: ZoneInfo, expected: datetime) -> None:
    assert hours.start(datetime(2026, 5, 4, 10, 44, 59, 7, tzinfo=UTC), where) == expected


def test_a_day_is_the_papers() -> None:
    assert hours.day(datetime(2026, 5, 3, 22, 0, tzinfo=UTC), BUCHAREST) == date(2026, 5, 4)
    assert hours.first(date(2026, 5, 4), BUCHAREST) == datetime(2026, 5, 3, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(("of", "long"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_has_the_hours_its_clocks_give_it(of: date, long: int) -> None:
    ends = hours.first(of + timedelta(days=1), BUCHAREST)
    assert ends - hours.first(of, BUCHAREST) == timedelta(hours=long)


def test_both_hours_of_an_autumn_night_are_told_apart() -> None:
    once = hours.start(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BUCHAREST)
    again = hours.start(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), BUCHAREST)
    assert again - once == timedelta(hours=1)


def test_a_day_whose_midnight_is_skipped_begins_within_itself_or_at_its_edge() -> None:
    of = date(2026, 9, 6)  # clocks go from 24:00 to 01:00 in Santiago
    begins = hours.first(of, SANTIAGO)
    assert hours.first(of + timedelta(days=1), SANTIAGO) - begins == timedelta(hours=23)
    assert hours.day(begins, SANTIAGO) == of
