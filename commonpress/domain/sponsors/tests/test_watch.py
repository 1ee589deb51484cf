from datetime import timedelta

import pytest

from commonpress.domain.sponsors.models import Campaign, Placement, Slot
from commonpress.domain.sponsors.place import place
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.domain.sponsors.watch import watch
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours, totals
from commonpress.engines.readership.strike import Batch, strike

pytestmark = pytest.mark.django_db


def test_a_campaign_that_has_all_it_bought_leaves_every_page_and_comes_back_after_a_strike() -> None:
    campaign = booked(goal=Campaign.Goal.IMPRESSIONS, amount=50)
    placement = Placement.objects.get(creative__campaign=campaign)
    totals.add(placement.subject, 49)
    assert watch() == 0
    totals.add(placement.subject, 1)
    assert watch() == 1
    assert watch() == 0
    assert Event.objects.get(kind="campaign.delivered").stale == [placement.creative.subject]
    assert not place([Slot.AFTER_STORY]).slots
    hour = hours.start(clock.now())
    strike(Batch(hour, hour + timedelta(hours=1), subject=placement.subject), reason="A robot.")
    assert watch() == 1
    assert place([Slot.AFTER_STORY]).slots


def test_clicks_end_what_bought_clicks() -> None:
    campaign = booked(goal=Campaign.Goal.CLICKS, amount=2)
    subject = Placement.objects.get(creative__campaign=campaign).subject
    totals.add(subject, 90)
    assert watch() == 0
    totals.add(subject, 2, kind="clicked")
    assert watch() == 1
