from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.sponsors import access
from commonpress.domain.sponsors.models import Campaign, Placement, Slot
from commonpress.domain.sponsors.report import invoice, report
from commonpress.domain.sponsors.share_report import revoke, share
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours, totals
from commonpress.engines.readership.strike import Batch, strike
from commonpress.engines.readership.unstrike import unstrike

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def delivered(campaign: Campaign, *days: int, clicks: int = 0) -> list[str]:
    """Impressions of the last days, today last, in every slot; clicks today in the first."""
    subjects = [one.subject for one in Placement.objects.filter(creative__campaign=campaign).order_by("pk")]
    for subject in subjects:
        for ago, count in enumerate(reversed(days)):
            totals.add(subject, count, at=clock.now() - ago * DAY)
    if clicks:
        totals.add(subjects[0], clicks, kind="clicked")
    return subjects


def test_the_report_has_every_day_and_every_place(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    campaign = booked(starts=-3, slots=[Slot.AFTER_STORY, Slot.FRONT])
    delivered(campaign, 5, 0, 7, clicks=2)
    with django_assert_max_num_queries(8):
        found = report(campaign)
    assert (found.impressions, found.clicks) == (24, 2)
    assert [(line.slot.value, line.impressions, line.clicks) for line in found.lines] == [
        ("after-story", 12, 2),
        ("front", 12, 0),
    ]
    assert [(day.impressions, day.clicks) for day in found.days] == [(0, 0), (10, 0), (0, 0), (14, 2)]


def test_a_place_a_creative_has_left_stays_in_the_report() -> None:
    campaign = booked()
    delivered(campaign, 5)
    Placement.objects.filter(creative__campaign=campaign).delete()
    assert report(campaign).impressions == 5


def test_what_was_struck_out_is_shown_and_in_no_figure() -> None:
    campaign = booked()
    (subject,) = delivered(campaign, 9)
    hour = hours.start(clock.now())
    made = strike(Batch(hour, hour + timedelta(hours=1), subject=subject), reason="A robot.")
    found = report(campaign)
    assert found.impressions == 0
    assert [(one.impressions, one.strike.reason, one.is_undone) for one in found.struck] == [
        (9, "A robot.", False)
    ]
    unstrike(made)
    found = report(campaign)
    assert found.impressions == 9
    assert [one.is_undone for one in found.struck] == [True]


@pytest.mark.parametrize(
    ("more", "clicks", "sums"),
    [
        ({"goal": "impressions", "amount": 1500, "price": Decimal("8.00")}, 0, ["12.00", "0.00"]),
        ({"goal": "impressions", "amount": 9000, "price": Decimal("8.33")}, 0, ["16.66"]),
        ({"goal": "clicks", "amount": 30, "price": Decimal("0.35")}, 20, ["7.00"]),
        ({"goal": "share", "amount": 50, "price": Decimal("250.00")}, 0, ["250.00"]),
        ({"goal": "house"}, 0, []),
    ],
)
def test_nobody_owes_more_than_was_bought_and_delivered(
    more: dict[str, Any], clicks: int, sums: list[str]
) -> None:
    campaign = booked(**more)
    delivered(campaign, 2000, clicks=clicks)
    campaign.refresh_from_db()
    assert [str(line.sum) for line in invoice(report(campaign))] == sums


def test_a_link_opens_one_campaign_until_it_is_revoked() -> None:
    mine, other = booked(), booked(sponsor="Bakery")
    link = share(mine)
    assert access.shared_or_404(link.token) == mine
    assert share(other).token != link.token
    with pytest.raises(Http404):
        access.link_or_404(other, link.pk)
    assert revoke(link)
    assert not revoke(link)
    with pytest.raises(Http404):
        access.shared_or_404(link.token)
