"""What a booking says, and whether it can be had."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonpress.domain.sponsors import within
from commonpress.domain.sponsors.errors import Refused
from commonpress.domain.sponsors.models import Campaign
from commonpress.engines.lib import amounts, clock, text
from commonpress.engines.readership import hours

BOOKINGS = 0x53504F4E  # any number that no other lock of ours has
MOST = 1_000_000_000  # impressions or clicks; more is a slip of the pen
HEAVIEST = 100
Goal = Campaign.Goal


@dataclass(frozen=True)
class Flight:
    """A campaign as it is to be; see ``Campaign`` for the fields."""

    name: str
    starts_at: datetime
    ends_at: datetime
    goal: str = Goal.TIME
    amount: int | None = None
    daily_cap: int | None = None
    weight: int = 1
    sections: Sequence[str] = ()
    languages: Sequence[str] = ()
    price: Decimal | None = None
    currency: str = "EUR"

    @property
    def counts(self) -> bool:
        """Whether the goal is a number of something."""
        return self.goal in {Goal.IMPRESSIONS, Goal.CLICKS}

    def fields(self) -> dict[str, object]:
        """As the columns of a campaign."""
        own = dict(vars(self)) | {"sections": list(self.sections), "languages": list(self.languages)}
        if not self.counts and self.goal != Goal.SHARE:
            own["amount"] = None
        return own | {"name": clean(self.name)}


def clean(words: str) -> str:
    """One line without what nobody sees: no control, no override of the direction of writing."""
    return " ".join(text.normalise(words).split())


def check(flight: Flight, slots: Iterable[str], *, but: Campaign | None = None) -> None:
    """Raise ``Refused`` with every fault of the booking, each at its field."""
    faults: dict[str, str] = {}
    if not clean(flight.name):
        faults["name"] = _("Give the campaign a name.")
    if flight.ends_at <= flight.starts_at:
        faults["ends_at"] = _("The flight must end after it starts.")
    elif flight.ends_at <= clock.now() and but is None:
        faults["ends_at"] = _("This flight is over already. Choose an end that is still to come.")
    faults |= amount_faults(flight) | number_faults(flight)
    if not faults and flight.goal == Goal.SHARE:
        faults |= share_faults(flight, set(slots), but)
    if faults:
        raise Refused(faults)


def amount_faults(flight: Flight) -> dict[str, str]:
    amount = flight.amount
    if flight.counts and (amount is None or amount < 1):
        return {"amount": _("Write how many are bought: 1 or more.")}
    if flight.counts and amount and amount > MOST:
        return {"amount": _("That is more than any paper has. Write at most %(n)s.") % {"n": MOST}}
    if flight.goal == Goal.SHARE and not 1 <= (amount or 0) <= 100:
        return {"amount": _("A share is between 1 and 100 per cent; 100 is exclusive.")}
    return {}


def number_faults(flight: Flight) -> dict[str, str]:
    faults = {}
    if flight.daily_cap is not None and not 1 <= flight.daily_cap <= MOST:
        faults["daily_cap"] = _("A cap is 1 or more; leave it empty for none.")
    if not 1 <= flight.weight <= HEAVIEST:
        faults["weight"] = _("A weight is between 1 and %(n)s.") % {"n": HEAVIEST}
    if flight.price is not None and flight.price < 0:
        faults["price"] = _("A price is 0 or more.")
    if not (len(flight.currency) == 3 and flight.currency.isascii() and flight.currency.isalpha()):
        faults["currency"] = _("Write the three letters of a currency, such as EUR.")
    return faults


def share_faults(flight: Flight, slots: set[str], but: Campaign | None) -> dict[str, str]:
    """No moment and no slot may have more than a hundred per cent promised."""
    for slot in sorted(slots):
        rivals = [each for each in rivals_in(slot, flight, but) if meets(each, flight)]
        for start in [flight.starts_at, *(each.starts_at for each in rivals)]:
            held = [each for each in rivals if each.starts_at <= start < each.ends_at]
            if (
                start >= flight.starts_at
                and sum(each.amount or 0 for each in held) + (flight.amount or 0) > 100
            ):
                return {"amount": taken(held[0], 100 - sum(each.amount or 0 for each in held))}
    return {}


def rivals_in(slot: str, flight: Flight, but: Campaign | None) -> list[Campaign]:
    found = Campaign.objects.filter(
        goal=Goal.SHARE,
        creatives__placements__slot=slot,
        creatives__is_shown=True,
        starts_at__lt=flight.ends_at,
        ends_at__gt=flight.starts_at,
        stopped_at=None,
    ).distinct()
    return list(found.exclude(pk=but.pk) if but else found)


def meets(rival: Campaign, flight: Flight) -> bool:
    """Whether both may stand on one page. The pages of a section are also those of the sections within it."""
    sections = within.whole(flight.sections), within.whole(rival.sections)
    return all(
        not mine or not theirs or not set(mine).isdisjoint(theirs)
        for mine, theirs in (sections, (flight.languages, rival.languages))
    )


def taken(rival: Campaign, left: int) -> str:
    words = _(
        "“%(name)s” has that place from %(start)s to %(end)s; %(left)s per cent are left. Choose less, "
        "other days or another place."
    )
    zone = hours.zone()
    start, end = (
        amounts.day_short(at.astimezone(zone), get_language() or "en")
        for at in (rival.starts_at, rival.ends_at)
    )
    return words % {"name": rival.name, "start": start, "end": end, "left": max(left, 0)}


def alone() -> None:
    """One booking at a time: two that overlap may not both find the place free. Held until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BOOKINGS])
