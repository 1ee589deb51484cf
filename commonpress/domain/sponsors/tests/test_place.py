from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonpress.domain.sponsors import place as places
from commonpress.domain.sponsors.book import stop
from commonpress.domain.sponsors.creative import add
from commonpress.domain.sponsors.models import Campaign, Placement, Slot
from commonpress.domain.sponsors.place import CARRIED, place
from commonpress.domain.sponsors.tests.bookings import booked, card, flight
from commonpress.engines.lib import clock

pytestmark = pytest.mark.django_db
AFTER_STORY = Slot.AFTER_STORY.value
HOUR = 1 / 24


def standing(**page: object) -> set[str]:
    """The names of the campaigns that stand after the story of a page."""
    found = place([AFTER_STORY], **page).slots.get(AFTER_STORY, [])  # type: ignore[arg-type]
    return {row.creative.campaign.name for row in found}


def test_only_campaigns_in_flight_stand_in_a_slot() -> None:
    booked(name="now")
    booked(name="later", starts=1, ends=2)
    past = booked(name="past")
    Campaign.objects.filter(pk=past.pk).update(
        starts_at=clock.now() - timedelta(days=3), ends_at=clock.now() - timedelta(days=1)
    )
    stop(booked(name="stopped"))
    assert standing() == {"now"}


def test_the_first_is_another_at_each_render_the_heavier_the_oftener() -> None:
    booked(name="light")
    booked(name="heavy", weight=3)
    first = Counter(place([AFTER_STORY]).slots[AFTER_STORY][0].creative.campaign.name for _ in range(40))
    assert first == {"heavy": 30, "light": 10}


def test_a_campaign_stands_only_in_its_sections_and_beside_its_languages() -> None:
    booked(name="harbour", sections=["section:3"])
    booked(name="romanian", languages=["ro"])
    booked(name="all")
    assert standing(sections=["section:3", "section:1"], language="en") == {"harbour", "all"}
    assert standing(sections=["section:1"], language="ro") == {"romanian", "all"}


def test_the_papers_own_come_last_and_only_when_the_owner_says_so() -> None:
    booked(name="own", goal=Campaign.Goal.HOUSE, weight=50)
    booked(name="sold")
    for _ in range(3):
        rows = place([AFTER_STORY]).slots[AFTER_STORY]
        assert [row.creative.campaign.name for row in rows] == ["sold", "own"]
    assert standing(with_house=False) == {"sold"}


def test_a_page_carries_few_creatives_and_always_those_with_a_share() -> None:
    campaign = booked(name="many")
    for _ in range(CARRIED + 4):
        add(campaign, card())
    booked(name="share", goal=Campaign.Goal.SHARE, amount=50)
    for _ in range(5):
        rows = place([AFTER_STORY]).slots[AFTER_STORY]
        assert len(rows) == CARRIED
        assert "share" in {row.creative.campaign.name for row in rows}


def test_what_is_placed_holds_until_the_next_flight_begins_or_ends() -> None:
    assert place([AFTER_STORY]).until > clock.now() + timedelta(minutes=59)
    booked(ends=HOUR / 2)
    ends = place([AFTER_STORY]).until
    assert clock.now() + timedelta(minutes=29) < ends < clock.now() + timedelta(minutes=31)
    booked(starts=HOUR / 4)
    assert place([AFTER_STORY]).until < clock.now() + timedelta(minutes=16)


def test_a_flight_that_ends_before_it_starts_is_refused_by_the_database_too() -> None:
    campaign = booked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(ends_at=flight(starts=-2).starts_at)


def test_a_placement_is_counted_by_creative_and_slot() -> None:
    placement = Placement.objects.get(creative__campaign=booked())
    assert placement.subject == f"creative:{placement.creative_id}:after-story"


def test_a_weight_of_one_alone_is_no_turn() -> None:
    assert places.rotated([], 3) == []
