from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonpress.domain.sponsors.models import Campaign, Creative, Placement, Sponsor
from commonpress.domain.sponsors.place import place
from commonpress.engines.lib import clock


def placed(starts: float, ends: float, weight: int = 1) -> Placement:
    """A placement whose flight runs from ``starts`` to ``ends`` days from now."""
    now = clock.now()
    sponsor, _ = Sponsor.objects.get_or_create(name="Ropes", address="https://ropes.example/")
    campaign = Campaign.objects.create(
        sponsor=sponsor, name="c", starts_at=now + timedelta(days=starts), ends_at=now + timedelta(days=ends)
    )
    creative = Creative.objects.create(campaign=campaign, headline="Rope", address="https://ropes.example/")
    return Placement.objects.create(creative=creative, slot=Placement.Slot.AFTER_STORY, weight=weight)


def test_only_campaigns_in_flight_are_placed_heaviest_first(db: None) -> None:
    light, heavy = placed(-1, 1), placed(-1, 1, weight=5)
    placed(1, 2)
    placed(-3, -1)
    assert place(("after-story", "after-search")).slots == {"after-story": [heavy, light]}


def test_what_is_placed_holds_until_the_next_flight_begins_or_ends(db: None) -> None:
    assert place(("after-story",)).until > clock.now() + timedelta(minutes=59)
    placed(-1, 0.5 / 24)
    ends = place(("after-story",)).until
    placed(0.25 / 24, 1)
    begins = place(("after-story",)).until
    assert timedelta(minutes=29) < ends - clock.now() < timedelta(minutes=31)
    assert timedelta(minutes=14) < begins - clock.now() < timedelta(minutes=16)


def test_a_flight_that_ends_before_it_starts_is_refused(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        placed(2, 1)
