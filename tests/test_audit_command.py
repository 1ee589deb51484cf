"""``commonpress audit``: what the operator of a paper is told, and how the command ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db.models import F

from commonpress import cli
from commonpress.domain.sponsors.models import Campaign, Placement
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.engines.readership import totals
from commonpress.engines.readership.models import Hourly

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(monkeypatch: pytest.MonkeyPatch) -> Campaign:
    """One that was seen 60 times and clicked twice; the command finds the paper of the tests."""
    monkeypatch.setattr(cli, "needs_paper", lambda _folder: None)
    monkeypatch.setattr(cli, "start", lambda _folder: None)
    made = booked(goal="impressions", amount=500, price=10)
    subject = Placement.objects.get().subject
    totals.add(subject, 60)
    totals.add(subject, 2, kind="clicked")
    return made


def audit(number: int, paper: Path) -> Result:
    return CliRunner().invoke(cli.main, ["audit", str(number), str(paper)])


def test_a_report_that_agrees_with_the_counts_is_told_so(campaign: Campaign, tmp_path: Path) -> None:
    done = audit(campaign.pk, tmp_path)
    assert "impressions 60   clicks 2   struck out 0" in done.output
    assert "invoice 0.60 EUR" in done.output
    assert "agrees with the counts, to the unit" in done.output
    assert done.exit_code == 0


def test_one_unit_too_many_is_told_and_the_command_fails(campaign: Campaign, tmp_path: Path) -> None:
    Hourly.objects.filter(kind="seen").update(count=F("count") + 1)
    done = audit(campaign.pk, tmp_path)
    assert "the report says 61, the counts say 60" in done.output
    assert done.exit_code == 1


def test_a_campaign_that_is_not_there_is_named(campaign: Campaign, tmp_path: Path) -> None:
    done = audit(campaign.pk + 1, tmp_path)
    assert f"there is no campaign {campaign.pk + 1}" in done.output
    assert done.exit_code == 1
