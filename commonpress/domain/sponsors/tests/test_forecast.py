from datetime import UTC, date, datetime, timedelta

import pytest

from commonpress.domain.sponsors.forecast import days_back, expected, forecast, held_out
from commonpress.domain.sponsors.models import Placement, Slot
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.engines.lib import clock
from commonpress.engines.readership import totals

TODAY = date(2026, 5, 4)  # a Monday
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def weekly(last: date, days: int = 35) -> dict[date, float]:
    return {day: 100.0 if day.weekday() < 5 else 40.0 for day in days_back(last, days)}


def test_a_week_is_expected_to_be_as_weeks_are() -> None:
    week = [TODAY + n * DAY for n in range(7)]
    assert expected(weekly(TODAY), week, TODAY) == 580
    assert expected({}, week, TODAY) is None


def test_the_error_of_last_week_is_told() -> None:
    views = weekly(TODAY)
    assert held_out(views, TODAY) == 0
    for day in days_back(TODAY, 7):
        views[day] *= 2
    assert held_out(views, TODAY) == 0.5
    assert held_out(weekly(TODAY, 30), TODAY) is None


@pytest.mark.django_db
def test_what_others_booked_goes_off() -> None:
    with clock.frozen(NOON):
        booked(starts=0, ends=10, goal="impressions", amount=100, slots=[Slot.AFTER_STORY, Slot.FRONT])
        found = forecast(Slot.AFTER_STORY, weekly(TODAY), NOON, NOON + 7 * DAY)
        assert found.is_guessed
        assert found.expected == 340  # eight days are touched, half of their readers come as far
        assert found.available == 340 - 35
        booked(starts=0, ends=10, goal="share", amount=50)
        assert forecast(Slot.AFTER_STORY, weekly(TODAY), NOON, NOON + 7 * DAY).available == 170 - 35


@pytest.mark.django_db
def test_a_slot_with_a_history_is_known_by_it() -> None:
    with clock.frozen(NOON):
        subject = Placement.objects.get(creative__campaign=booked()).subject
        for day in range(1, 5):
            totals.add(subject, 25 if (NOON - day * DAY).weekday() < 5 else 10, at=NOON - day * DAY)
        found = forecast(Slot.AFTER_STORY, weekly(TODAY), NOON + DAY / 2, NOON + 7.5 * DAY)
        assert (found.expected, found.is_guessed) == (145, False)
        assert forecast(Slot.FRONT, {}, NOON, NOON + DAY).expected is None
