from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.models import Campaign, Creative, Placement, Sponsor
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock


@pytest.fixture
def office(client: Client, owner: Member) -> Client:
    client.force_login(owner)
    return client


def flight(ends: str) -> dict[str, Any]:
    sponsor = Sponsor.objects.create(name="Bakery", address="https://bakery.example/")
    starts = {"starts_at_0": "2026-03-01", "starts_at_1": "08:00"}
    return {"sponsor": sponsor.pk, "name": "Spring", **starts, "ends_at_0": ends, "ends_at_1": "08:00"}


def test_a_campaign_is_booked(office: Client) -> None:
    assert office.post("/admin/sponsors/campaign/add/", flight("2026-04-01")).status_code == 302
    assert Campaign.objects.get().name == "Spring"
    assert Event.objects.get(kind="campaign.changed").stale == ["site"]


def test_a_flight_that_ends_before_it_starts_is_refused(office: Client) -> None:
    answer = office.post("/admin/sponsors/campaign/add/", flight("2026-02-01"))
    assert "must end after it starts" in str(answer.context["adminform"].form.errors["ends_at"])
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://bakery.example/", "bakery"])
def test_a_sponsor_leads_to_http_alone(office: Client, address: str) -> None:
    answer = office.post("/admin/sponsors/sponsor/add/", {"name": "Bakery", "address": address})
    assert answer.context["adminform"].form.errors["address"]
    assert not Sponsor.objects.exists()


def test_a_creative_with_a_picture_is_placed(office: Client) -> None:
    sponsor = Sponsor.objects.create(name="Bakery", address="https://bakery.example/")
    later = clock.now().replace(year=2099)
    campaign = Campaign.objects.create(sponsor=sponsor, name="Spring", starts_at=clock.now(), ends_at=later)
    data = BytesIO()
    Image.new("RGB", (64, 32), "navy").save(data, "PNG")
    rows = {"placements-TOTAL_FORMS": 1, "placements-INITIAL_FORMS": 0, "placements-0-slot": "after-story"}
    card = {
        "campaign": campaign.pk,
        "headline": "Bread",
        "words": "",
        "language": "en",
        "address": "https://b.example/",
    }
    sent = {**card, **rows, "placements-0-weight": 1, "file": SimpleUploadedFile("a.png", data.getvalue())}
    assert office.post("/admin/sponsors/creative/add/", sent).status_code == 302
    creative = Creative.objects.get()
    assert creative.picture
    assert creative.picture.alt == "Bread"
    assert Placement.objects.get().slot == "after-story"
    sent = {**card, "no_picture": "on", "placements-TOTAL_FORMS": 0, "placements-INITIAL_FORMS": 0}
    office.post(f"/admin/sponsors/creative/{creative.pk}/change/", sent)
    creative.refresh_from_db()
    assert creative.picture is None
