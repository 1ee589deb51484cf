"""Strike a batch of counts out: a robot that passed for readers, a flood, a fault of our own.

It is found by its hours, and may be narrowed to a class of user agents, to one subject, and, as long as the day's key
lives, to one network. Totals and hours change at once, so every list and report follows. What was taken is written down
line by line, and ``unstrike`` puts back exactly that; no two strikes take the same view.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.readership import agents, hours, locks
from commonpress.engines.readership.ledger import Place, counts_of, take
from commonpress.engines.readership.models import Hourly, Sighting, Strike, StrikeLine

LINES = 1000  # of one statement


class Refused(ValueError):
    """Why a batch cannot be struck out, for a person to read."""


@dataclass(frozen=True)
class Batch:
    """What to strike out: from ``start`` to before ``end``, full hours of the paper's zone. Empty narrows nothing."""

    start: datetime
    end: datetime
    agent: str = ""
    network: str = ""
    subject: str = ""

    def among(self) -> dict[str, Any]:
        """As filters of whatever is counted by the hour."""
        found: dict[str, Any] = {"hour__gte": self.start, "hour__lt": self.end}
        return found | {name: value for name in ("agent", "subject") if (value := getattr(self, name))}


def preview(batch: Batch) -> int:
    """How many counts striking this out would take now. Raises ``Refused`` as ``strike`` does."""
    check(batch)
    if batch.network:
        return sightings(batch).count()
    return Hourly.objects.filter(**batch.among()).aggregate(sum=Sum("count"))["sum"] or 0


@transaction.atomic
def strike(batch: Batch, *, reason: str, by: str = "") -> Strike:
    """Strike the batch out and record who did it and why. Raises ``Refused``, also when there is nothing to take."""
    locks.alone()
    check(batch)
    if not reason.strip():
        raise Refused(_("Say why these views are struck out."))
    counts = counts_in(batch)
    if not counts:
        raise Refused(_("Nothing was counted there, or it is struck out already."))
    made = write_down(batch, counts, reason=reason.strip()[:300], by=by)
    take(counts)
    sightings(batch).update(strike=made)
    record("readership.struck", f"strike:{made.pk}", by=by, facts={"taken": made.taken})
    return made


def check(batch: Batch) -> None:
    """Raise ``Refused`` for a batch that does not consist of whole hours, or of whole days where only days are kept."""
    if batch.start >= batch.end or any(at != hours.start(at) for at in (batch.start, batch.end)):
        raise Refused(_("Choose a beginning and a later end, both at a full hour."))
    if batch.agent and batch.agent not in agents.classes():
        raise Refused(_("There is no such class of browsers."))
    if any(splits_a_day(at) for at in (batch.start, batch.end)):
        raise Refused(_("So long ago only whole days are kept: begin and end at midnight."))


def splits_a_day(at: datetime) -> bool:
    begins = hours.first(hours.day(at))
    return at != begins and Hourly.objects.filter(hour=begins, folded=True).exists()


def counts_in(batch: Batch) -> Counter[Place]:
    """What there is to take. A network's views are told apart by their sightings; otherwise whole hours are taken."""
    if batch.network:
        five = sightings(batch).values_list(*Place._fields).annotate(n=Count("pk")).order_by()
        return Counter({Place(*row[:5]): row[5] for row in five})
    return counts_of((row, row.count) for row in Hourly.objects.filter(**batch.among()).iterator())


def sightings(batch: Batch) -> QuerySet[Sighting]:
    """The views of the batch that no strike has taken and whose day's key lives."""
    narrow = {"network": batch.network} if batch.network else {}
    return Sighting.objects.filter(strike=None, **batch.among(), **narrow)


def write_down(batch: Batch, counts: Counter[Place], **words: str) -> Strike:
    made = Strike.objects.create(**vars(batch), **words, taken=counts.total(), at=clock.now())
    lines = (StrikeLine(strike=made, **place._asdict(), count=count) for place, count in counts.items())
    StrikeLine.objects.bulk_create(lines, batch_size=LINES)
    return made
