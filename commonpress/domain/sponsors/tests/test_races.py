"""Eight hands at once at one exclusive place: one of them gets it. On SQLite and on PostgreSQL."""

from functools import partial
from typing import Any

import pytest

from commonpress.domain.sponsors.book import change, resume, stop
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign, Creative, Placement, Sponsor
from commonpress.domain.sponsors.tests.bookings import booked, flight
from commonpress.engines.lib.tests import hands
from commonpress.engines.lib.tests.hands import HANDS

EXCLUSIVE: dict[str, Any] = {"goal": Campaign.Goal.SHARE, "amount": 100}
pytestmark = pytest.mark.django_db(transaction=True)
at_once = partial(hands.at_once, (Refused,))


def test_one_of_eight_books_an_exclusive_place_and_nothing_of_the_others_is_kept() -> None:
    assert at_once(lambda n: booked(name=str(n), sponsor=str(n), **EXCLUSIVE)) == 1
    assert [model.objects.count() for model in (Sponsor, Campaign, Creative, Placement)] == [1, 1, 1, 1]


def test_one_of_eight_changes_a_booking_to_an_exclusive_one() -> None:
    made = [booked(name=str(n)) for n in range(HANDS)]
    assert at_once(lambda n: change(made[n], flight(name=str(n), **EXCLUSIVE))) == 1
    assert Campaign.objects.filter(goal=Campaign.Goal.SHARE).count() == 1


def test_one_of_eight_takes_up_an_exclusive_place_again() -> None:
    made = []
    for n in range(HANDS):
        made.append(booked(name=str(n), **EXCLUSIVE))
        stop(made[n])
        made[n].refresh_from_db()
    assert at_once(lambda n: resume(made[n])) == 1
    assert Campaign.objects.filter(stopped_at=None).count() == 1
