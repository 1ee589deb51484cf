from typing import Any

import pytest

from commonpress.domain.sponsors.book import book, change, rename, resume, stop
from commonpress.domain.sponsors.creative import add, show
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign, Creative, Placement, Slot, Sponsor
from commonpress.domain.sponsors.tests.bookings import booked, card, flight
from commonpress.engines.events.models import Event

pytestmark = pytest.mark.django_db
Goal = Campaign.Goal


def refused(*given: Any, **more: Any) -> dict[str, str]:
    """The faults, and that nothing at all was saved."""
    before = [model.objects.count() for model in (Sponsor, Campaign, Creative, Placement, Event)]
    with pytest.raises(Refused) as caught:
        book(*given, **more)
    assert [model.objects.count() for model in (Sponsor, Campaign, Creative, Placement, Event)] == before
    return caught.value.fields


def test_a_campaign_is_booked_with_its_sponsor_and_first_creative() -> None:
    made = book("Ropes", flight(goal=Goal.IMPRESSIONS, amount=5000), card([Slot.AFTER_STORY, Slot.FRONT]))
    assert made.sponsor.name == "Ropes"
    assert set(made.creatives.get().placements.values_list("slot", flat=True)) == {"after-story", "front"}
    assert Event.objects.get(kind="campaign.booked").stale == ["sponsors"]
    assert booked(sponsor="Ropes").sponsor == made.sponsor


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("name", {"name": " \u202e\u200b "}),
        ("ends_at", {"starts": 2, "ends": 1}),
        ("ends_at", {"starts": -5, "ends": -1}),
        ("amount", {"goal": Goal.IMPRESSIONS, "amount": 0}),
        ("amount", {"goal": Goal.IMPRESSIONS}),
        ("amount", {"goal": Goal.CLICKS, "amount": -3}),
        ("amount", {"goal": Goal.CLICKS, "amount": 10**12}),
        ("amount", {"goal": Goal.SHARE, "amount": 101}),
        ("daily_cap", {"daily_cap": 0}),
        ("weight", {"weight": 0}),
        ("price", {"price": -1}),
        ("currency", {"currency": "€"}),
    ],
)
def test_a_booking_that_cannot_be_is_refused_at_its_field(field: str, more: dict[str, Any]) -> None:
    assert set(refused("Ropes", flight(**more), card())) == {field}


def test_all_faults_are_told_at_once() -> None:
    bad = card([], headline=" ", address="javascript:alert(1)")
    found = refused("", flight(goal=Goal.CLICKS, amount=0), bad)
    assert set(found) == {"amount", "headline", "address", "slots", "new_sponsor"}


def test_an_exclusive_place_is_sold_once() -> None:
    booked(name="first", goal=Goal.SHARE, amount=100)
    found = refused("Bakery", flight(goal=Goal.SHARE, amount=10), card())
    assert "first" in found["amount"]
    booked(name="elsewhere", slots=[Slot.FRONT], goal=Goal.SHARE, amount=100)
    booked(name="after", starts=9, ends=12, goal=Goal.SHARE, amount=100)
    booked(name="in turn", goal=Goal.TIME)


def test_shares_add_up_to_a_hundred_at_every_moment() -> None:
    booked(name="half", starts=0, ends=4, goal=Goal.SHARE, amount=60)
    booked(name="other half", starts=4, ends=8, goal=Goal.SHARE, amount=60)
    booked(name="both", starts=0, ends=8, goal=Goal.SHARE, amount=40)
    assert "amount" in refused("Bakery", flight(starts=3, ends=5, goal=Goal.SHARE, amount=1), card())


def test_shares_of_other_sections_and_languages_do_not_meet() -> None:
    booked(goal=Goal.SHARE, amount=100, sections=["section:1"], languages=["en"])
    booked(goal=Goal.SHARE, amount=100, sections=["section:2"])
    booked(goal=Goal.SHARE, amount=100, sections=["section:1"], languages=["ro"])
    assert refused("Ropes", flight(goal=Goal.SHARE, amount=100), card())


def test_a_share_does_not_grow_into_anothers_place_by_another_way() -> None:
    booked(goal=Goal.SHARE, amount=100)
    mine = booked(slots=[Slot.FRONT], goal=Goal.SHARE, amount=50)
    with pytest.raises(Refused):
        add(mine, card([Slot.AFTER_STORY]))
    stopped = booked(slots=[Slot.SECTION], goal=Goal.SHARE, amount=100)
    stop(stopped)
    booked(slots=[Slot.SECTION], goal=Goal.SHARE, amount=100)
    with pytest.raises(Refused):
        resume(stopped)


def test_a_booking_is_changed_stopped_and_resumed() -> None:
    made = booked(goal=Goal.IMPRESSIONS, amount=10)
    changed = change(made, flight(name="Summer", goal=Goal.IMPRESSIONS, amount=20))
    assert (changed.name, changed.amount) == ("Summer", 20)
    assert stop(changed)
    assert not stop(changed)
    assert resume(changed)
    with pytest.raises(Refused):
        change(changed, flight(goal=Goal.IMPRESSIONS, amount=0))


def test_a_creative_is_taken_out_of_sight_and_never_deleted() -> None:
    creative = booked().creatives.get()
    assert show(creative, False)
    creative.refresh_from_db()
    assert not creative.is_shown
    assert Event.objects.filter(kind="creative.hidden", stale=["sponsors"]).exists()


def test_a_sponsor_gets_no_name_of_another_and_no_private_address() -> None:
    ropes, _ = booked().sponsor, booked(sponsor="Bakery")
    with pytest.raises(Refused) as caught:
        rename(ropes, "Bakery", "https://192.168.1.1/")
    assert set(caught.value.fields) == {"name", "address"}


def test_what_nobody_sees_is_not_kept() -> None:
    made = book("Ro\u202epes", flight(name="Spr\u0000ing\n sale"), card(headline="Ro\u200bpe  \u202ered"))
    assert (made.name, made.sponsor.name) == ("Spring sale", "Ropes")
    assert made.creatives.get().headline == "Rope red"
