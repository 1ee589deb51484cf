"""What a creative says; added to a campaign, changed, and put into slots."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.sponsors import address, flight, pictured
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.flight import Flight, clean
from commonpress.domain.sponsors.models import HEADLINE, WORDS, Campaign, Creative, Placement, Slot
from commonpress.engines.events.record import record
from commonpress.engines.media.models import Picture


@dataclass(frozen=True)
class Card:
    """A creative as it is to be, and the slots it stands in."""

    headline: str
    address: str
    slots: tuple[str, ...]
    words: str = ""
    language: str = "en"
    picture: Picture | None = None


def check_card(card: Card) -> None:
    """Raise ``Refused`` with every fault, each at its field."""
    faults = {}
    if not clean(card.headline):
        faults["headline"] = _("Write a headline.")
    for field, words, longest in (("headline", card.headline, HEADLINE), ("words", card.words, WORDS)):
        if len(clean(words)) > longest:
            faults[field] = _("At most %(n)s characters.") % {"n": longest}
    if wrong := address.fault(card.address.strip()):
        faults["address"] = wrong
    if card.language not in dict(settings.LANGUAGES):
        faults["language"] = _("Choose one of the paper’s languages.")
    if not card.slots or not set(card.slots) <= set(Slot.values):
        faults["slots"] = _("Choose at least one place.")
    if faults:
        raise Refused(faults)


@transaction.atomic
def add(campaign: Campaign, card: Card, *, by: str = "") -> Creative:
    """Raises ``Refused``, also when a share of voice does not fit into one of the slots."""
    check_card(card)
    fits(campaign, card.slots)
    made = Creative.objects.create(campaign=campaign, **fields_of(card))
    put(made, card.slots)
    pictured.noted(made)
    record("creative.added", made.subject, stale=["sponsors"], by=by)
    return made


@transaction.atomic
def change(creative: Creative, card: Card, *, by: str = "") -> Creative:
    """Raises ``Refused`` as ``add`` does. What was counted so far stays counted."""
    check_card(card)
    fits(creative.campaign, card.slots)
    Creative.objects.filter(pk=creative.pk).update(**fields_of(card))
    put(creative, card.slots)
    record("creative.changed", creative.subject, stale=["sponsors", creative.subject], by=by)
    creative.refresh_from_db()
    pictured.noted(creative)
    return creative


@transaction.atomic
def show(creative: Creative, is_shown: bool, *, by: str = "") -> bool:
    """Take a creative out of every page, or put it back. Answers whether that changed anything."""
    if is_shown:
        fits(creative.campaign, creative.placements.values_list("slot", flat=True))
    changed = Creative.objects.filter(pk=creative.pk, is_shown=not is_shown).update(is_shown=is_shown)
    if changed:
        record(
            "creative.shown" if is_shown else "creative.hidden", creative.subject, stale=["sponsors"], by=by
        )
    return bool(changed)


def fields_of(card: Card) -> dict[str, object]:
    return {
        "headline": clean(card.headline),
        "words": clean(card.words),
        "language": card.language,
        "picture": card.picture,
        "address": card.address.strip(),
    }


def put(creative: Creative, slots: Iterable[str]) -> None:
    creative.placements.exclude(slot__in=slots).delete()
    for slot in slots:
        Placement.objects.get_or_create(creative=creative, slot=slot)


def fits(campaign: Campaign, slots: Iterable[str]) -> None:
    """Raise ``Refused`` at ``slots`` when a share of voice is not to be had there."""
    if campaign.goal != Campaign.Goal.SHARE:
        return
    flight.alone()
    own = {field: getattr(campaign, field) for field in Flight.__dataclass_fields__}
    if faults := flight.share_faults(Flight(**own), set(slots), campaign):
        raise Refused({"slots": faults["amount"]})
