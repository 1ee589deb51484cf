from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.readership import hours
from commonpress.engines.readership.agents import OTHER
from commonpress.engines.readership.ledger import Place, enter
from commonpress.engines.readership.models import Kind, Tally

SEEN = Prepared(
    lambda subjects: Tally.objects.filter(kind=Kind.SEEN, subject__in=subjects).values_list(
        "subject", "total"
    ),
    subjects="?",
)


def seen(subjects: Iterable[str]) -> dict[str, int]:
    """How often each subject was seen; those never seen are missing. One query."""
    return dict(SEEN.rows(subjects=list(subjects)))


@transaction.atomic
def carry_over(subject: str, total: int, *, kind: str = Kind.SEEN) -> None:
    """Set what a subject brings from another system; what is counted here is added to it. Repeating changes nothing."""
    Tally.objects.get_or_create(subject=subject, kind=kind)
    Tally.objects.filter(subject=subject, kind=kind).update(
        total=F("total") - F("carried") + total, carried=total
    )


@transaction.atomic
def add(subject: str, count: int, *, kind: str = Kind.SEEN, at: datetime | None = None) -> None:
    """Count ``count`` in the hour of ``at`` (now). For demonstrations and tests; readers come through writer.py."""
    enter({Place(subject, kind, OTHER, "", hours.start(at or clock.now())): count})
