"""A campaign booked, changed, stopped. Whatever is refused leaves nothing behind."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.sponsors import address, creative, flight
from commonpress.domain.sponsors.creative import Card, check_card
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.flight import Flight, clean
from commonpress.domain.sponsors.models import Campaign, Placement, Sponsor
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@transaction.atomic
def book(sponsor: Sponsor | str, booked: Flight, card: Card, *, by: str = "") -> Campaign:
    """A campaign with its first creative. ``sponsor`` may be the name of a new one, who is found at the card's host.

    Raises ``Refused`` with the faults of all of it.
    """
    flight.alone()
    faults = (
        faults_of(flight.check, booked, card.slots)
        | faults_of(check_card, card)
        | faults_of(check_name, sponsor)
    )
    if faults:
        raise Refused(faults)
    payer = sponsor if isinstance(sponsor, Sponsor) else met(sponsor, card.address)
    made = Campaign.objects.create(sponsor=payer, **booked.fields())
    record("campaign.booked", made.subject, stale=["sponsors"], by=by, facts={"goal": made.goal})
    creative.add(made, card, by=by)
    return made


def faults_of(check: Callable[..., None], *given: Any) -> dict[str, str]:
    try:
        check(*given)
    except Refused as refused:
        return refused.fields
    return {}


def check_name(sponsor: Sponsor | str) -> None:
    if isinstance(sponsor, str) and not 1 <= len(clean(sponsor)) <= 120:
        raise Refused(
            {"new_sponsor": _("Choose a sponsor, or write the name of a new one (120 characters at most).")}
        )


def met(name: str, place: str) -> Sponsor:
    """The sponsor of that name, new or known."""
    return Sponsor.objects.get_or_create(name=clean(name), defaults={"address": place.strip()[:300]})[0]


@transaction.atomic
def change(campaign: Campaign, booked: Flight, *, by: str = "") -> Campaign:
    """Raises ``Refused``. A larger goal lets a campaign go on that had all it bought."""
    flight.alone()
    slots = Placement.objects.filter(creative__campaign=campaign).values_list("slot", flat=True)
    flight.check(booked, slots, but=campaign)
    Campaign.objects.filter(pk=campaign.pk).update(**booked.fields(), delivered_at=None)
    record("campaign.changed", campaign.subject, stale=["sponsors"], by=by)
    campaign.refresh_from_db()
    return campaign


@transaction.atomic
def stop(campaign: Campaign, *, by: str = "") -> bool:
    """Take it out of every page. Answers whether it was in flight until now."""
    stopped = Campaign.objects.filter(pk=campaign.pk, stopped_at=None).update(stopped_at=clock.now())
    if stopped:
        record("campaign.stopped", campaign.subject, stale=["sponsors"], by=by)
    return bool(stopped)


@transaction.atomic
def resume(campaign: Campaign, *, by: str = "") -> bool:
    """Let a stopped campaign go on. Raises ``Refused`` when its share was sold meanwhile."""
    for each in campaign.creatives.filter(is_shown=True):
        creative.fits(campaign, list(each.placements.values_list("slot", flat=True)))
    resumed = Campaign.objects.filter(pk=campaign.pk).exclude(stopped_at=None).update(stopped_at=None)
    if resumed:
        record("campaign.resumed", campaign.subject, stale=["sponsors"], by=by)
    return bool(resumed)


@transaction.atomic
def rename(sponsor: Sponsor, name: str, place: str, *, by: str = "") -> None:
    """Another name or address of a sponsor. Raises ``Refused``."""
    faults = {}
    if not 1 <= len(clean(name)) <= 120:
        faults["name"] = _("Write a name of at most 120 characters.")
    elif Sponsor.objects.filter(name=clean(name)).exclude(pk=sponsor.pk).exists():
        faults["name"] = _("Another sponsor has this name.")
    if wrong := address.fault(place.strip()):
        faults["address"] = wrong
    if faults:
        raise Refused(faults)
    Sponsor.objects.filter(pk=sponsor.pk).update(name=clean(name), address=place.strip())
    record("sponsor.changed", f"sponsor:{sponsor.pk}", stale=["sponsors"], by=by)
