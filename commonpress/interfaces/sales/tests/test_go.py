from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.sponsors.models import Campaign, Creative, Placement
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.engines.lib import clock
from commonpress.engines.readership import token
from commonpress.engines.readership.models import Tally
from commonpress.engines.readership.tests.people import HEADERS
from commonpress.engines.readership.writer import writer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    writer.reset()
    yield
    writer.stop()
    writer.reset()


@pytest.fixture
def placement() -> Placement:
    return Placement.objects.get(creative__campaign=booked())


def go(
    placement: Placement, said: str, address: str = "192.0.2.7", method: str = "get", **headers: str
) -> Any:
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in HEADERS.items() if name != "origin"} | changed
    place = f"/go/{placement.creative_id}/?t={said}"
    return getattr(Client(REMOTE_ADDR=address), method)(place, headers=sent)


def clicks(placement: Placement) -> int:
    return sum(
        Tally.objects.filter(subject=placement.subject, kind="clicked").values_list("total", flat=True)
    )


def test_a_click_leads_to_the_stored_address_and_counts_once_in_half_an_hour(placement: Placement) -> None:
    said = token.make(placement.subject, "clicked")
    answer = go(placement, said)
    assert (answer.status_code, answer["Location"]) == (302, "https://ropes.example/")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert clicks(placement) == 1
    go(placement, said)
    assert clicks(placement) == 1
    go(placement, said, address="192.0.2.8")
    assert clicks(placement) == 2


def test_the_same_reader_counts_again_after_half_an_hour_and_not_before(placement: Placement) -> None:
    began = clock.now()
    for minutes, count in ((0, 1), (29, 1), (31, 2), (59, 2), (62, 3)):
        with clock.frozen(began + timedelta(minutes=minutes)):
            go(placement, token.make(placement.subject, "clicked"))
        assert clicks(placement) == count, minutes


@pytest.mark.parametrize(
    "header",
    [
        {"sec_gpc": "1"},
        {"user_agent": "curl/8.5.0"},
        {"sec_fetch_site": "cross-site"},
        {"sec_purpose": "prefetch"},
        {"sec_fetch_dest": "image"},
    ],
    ids=str,
)
def test_who_is_left_out_is_led_on_alike(placement: Placement, header: dict[str, str]) -> None:
    answer = go(placement, token.make(placement.subject, "clicked"), **header)
    assert (answer.status_code, answer["Location"]) == (302, "https://ropes.example/")
    assert clicks(placement) == 0


def test_forged_clicks_count_nothing(placement: Placement) -> None:
    other = Placement.objects.get(creative__campaign=booked(sponsor="Bakery"))
    good = token.make(placement.subject, "clicked")
    another = ("B" if good[0] == "A" else "A") + good[1:]
    forged = ["", "x", good[:-1], another, token.make(placement.subject, "seen"), "a" * 5000,
              token.make(other.subject, "clicked"), token.make("story:1", "clicked")]  # fmt: skip
    for number, said in enumerate(forged):
        assert go(placement, said, address=f"192.0.2.{number}").status_code == 302
    assert not Tally.objects.exists()


def test_looking_at_the_head_of_a_link_is_no_click(placement: Placement) -> None:
    assert go(placement, token.make(placement.subject, "clicked"), method="head").status_code == 302
    assert clicks(placement) == 0


def test_only_stored_addresses_are_led_to(placement: Placement) -> None:
    said = token.make(placement.subject, "clicked")
    for more in ("&next=https://evil.example/", "&url=//evil.example", "&address=javascript:alert(1)"):
        assert go(placement, said + more)["Location"] == "https://ropes.example/"
    Creative.objects.update(address="javascript:alert(1)")
    assert go(placement, said).status_code == 404
    Creative.objects.update(address="http://127.0.0.1/")
    assert go(placement, said).status_code == 404
    assert Client().get("/go/999999/").status_code == 404


def test_a_kept_page_still_leads_on_when_its_campaign_is_over(placement: Placement) -> None:
    Campaign.objects.update(stopped_at="2026-01-01T00:00:00Z")
    assert go(placement, token.make(placement.subject, "clicked")).status_code == 302
