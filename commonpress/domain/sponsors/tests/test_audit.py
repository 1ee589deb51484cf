from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F

from commonpress.domain.sponsors.audit import audit
from commonpress.domain.sponsors.models import Campaign, Placement, Slot
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours, totals
from commonpress.engines.readership.models import Hourly
from commonpress.engines.readership.store import store
from commonpress.engines.readership.strike import Batch, strike
from commonpress.engines.readership.tests.people import crowd

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    made = booked(
        slots=[Slot.AFTER_STORY, Slot.SECTION], goal="impressions", amount=60, price=Decimal("12.34")
    )
    made.refresh_from_db()
    one, two = Placement.objects.filter(creative__campaign=made).order_by("pk")
    store(crowd(40, one.subject))
    store(crowd(30, two.subject, network=2))
    totals.add(one.subject, 3, kind="clicked", at=clock.now() - timedelta(days=3))
    hour = hours.start(clock.now())
    strike(
        Batch(hour, hour + timedelta(hours=1), agent="chrome-desktop", subject=two.subject), reason="A robot."
    )
    return made


def test_the_report_and_the_counts_agree_to_the_unit(campaign: Campaign) -> None:
    told = audit(campaign)
    assert told.differences == []
    assert (told.impressions, told.clicks, told.struck) == (40, 3, 30)
    assert told.owed == "0.49"


def test_a_count_that_somebody_altered_is_told(campaign: Campaign) -> None:
    Hourly.objects.filter(subject__startswith="creative:", kind="seen").update(count=F("count") + 1)
    told = audit(campaign)
    assert any("impressions: the report says 41, the counts say 40" in one for one in told.differences)
    assert "invoice" in " ".join(told.differences)
