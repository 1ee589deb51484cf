import csv
from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.models import Placement, ReportLink
from commonpress.domain.sponsors.share_report import share
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.engines.lib import clock
from commonpress.engines.readership import hours, totals
from commonpress.engines.readership.strike import Batch, strike

pytestmark = pytest.mark.django_db


def address(link: ReportLink) -> str:
    return f"/sponsors/report/{link.token}/"


def test_a_sponsor_sees_the_report_without_an_account_until_the_link_is_revoked(
    client: Client, owner: Member
) -> None:
    campaign = booked(goal="impressions", amount=500, price=10)
    link = share(campaign)
    for placement in Placement.objects.all():
        totals.add(placement.subject, 123)
    answer = client.get(address(link))
    page = answer.content.decode()
    assert "123" in page
    assert "one whole second" in page
    assert "1.23 EUR" in page
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-store"
    client.force_login(owner)
    client.post(f"/sponsors/{campaign.pk}/links/{link.pk}/revoke/")
    client.logout()
    assert client.get(address(link)).status_code == 404


def test_a_batch_that_was_struck_out_stands_in_the_sponsors_report_with_its_reason(client: Client) -> None:
    link = share(booked())
    placement = Placement.objects.get()
    totals.add(placement.subject, 9)
    hour = hours.start(clock.now())
    strike(Batch(hour, hour + timedelta(hours=1), subject=placement.subject), reason="A robot of Tuesday.")
    page = client.get(address(link)).content.decode()
    assert "A robot of Tuesday." in page
    assert '<p class="strike-taken"><strong>9</strong></p>' in page


def test_a_link_opens_no_other_sponsors_report(client: Client) -> None:
    mine, other = booked(name="Mine"), booked(name="Other", sponsor="Bakery")
    link = share(mine)
    share(other)
    assert "Other" not in client.get(address(link)).content.decode()
    for wrong in (link.token[:-1], link.token + "a", str(other.pk), "none"):
        assert client.get(f"/sponsors/report/{wrong}/").status_code == 404
    assert client.get(f"/sponsors/{other.pk}/").status_code == 302  # to the sign-in


def test_the_file_adds_up_to_the_report(client: Client) -> None:
    campaign = booked(slots=["after-story", "front"])
    for placement in Placement.objects.all():
        totals.add(placement.subject, 7)
        totals.add(placement.subject, 2, kind="clicked")
    link = share(campaign)
    rows = list(csv.DictReader(client.get(address(link) + "?format=csv").content.decode().splitlines()))
    assert sum(int(row["Impressions"]) for row in rows) == 14
    assert sum(int(row["Clicks"]) for row in rows) == 4
    assert {row["Place"] for row in rows} == {"after the story", "on the front page"}


def test_the_owner_makes_a_link_and_sees_it(client: Client, owner: Member) -> None:
    campaign = booked()
    client.force_login(owner)
    client.post(f"/sponsors/{campaign.pk}/links/")
    link = ReportLink.objects.get()
    assert address(link) in client.get(f"/sponsors/{campaign.pk}/").content.decode()
    assert campaign.name in client.get("/sponsors/").content.decode()
