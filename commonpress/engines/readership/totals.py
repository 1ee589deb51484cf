from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.readership.models import Tally

SEEN = Prepared(
    lambda subjects: Tally.objects.filter(kind=Tally.Kind.SEEN, subject__in=subjects).values_list(
        "subject", "total"
    ),
    subjects="?",
)


def seen(subjects: Iterable[str]) -> dict[str, int]:
    """How often each subject was seen; those never seen are missing. One query."""
    return dict(SEEN.rows(subjects=list(subjects)))


@transaction.atomic
def carry_over(subject: str, total: int, *, kind: str = Tally.Kind.SEEN) -> None:
    """Set the total a subject brings from another system. Repeating it changes nothing."""
    Tally.objects.update_or_create(subject=subject, kind=kind, defaults={"total": total})


@transaction.atomic
def add(subject: str, count: int, *, kind: str = Tally.Kind.SEEN) -> None:
    """Add ``count`` to a subject's total."""
    Tally.objects.get_or_create(subject=subject, kind=kind)
    Tally.objects.filter(subject=subject, kind=kind).update(total=F("total") + count)
