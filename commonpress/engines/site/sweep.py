"""What is over goes: limits that are full again, used tokens past their life, old kept values, letters nobody took."""

import time
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from commonpress.engines.lib import clock
from commonpress.engines.site.models import Kept, Letter, Once, Spent

EVERY_SECONDS = 300.0
UNSENT = timedelta(days=14)  # a letter no server took for so long is old news; its errand shows the failure
ROWS = 2000  # of one transaction


class _Next:
    turn = 0.0  # time.monotonic()


def tick() -> bool:
    """The worker's follower: on without a pause while there is more to do."""
    if time.monotonic() < _Next.turn:
        return False
    if sweep():
        return True
    _Next.turn = time.monotonic() + EVERY_SECONDS
    return False


def sweep() -> bool:
    """One bounded step; whether there may be more to do."""
    now = clock.now()
    over: list[QuerySet[Any]] = [
        Spent.objects.filter(full_at__lt=now.timestamp()),
        Once.objects.filter(until__lt=now.timestamp()),
        Kept.objects.filter(expires__lt=now),
        Letter.objects.filter(at__lt=now - UNSENT),
    ]
    return max(drop(each) for each in over) >= ROWS


def drop(over: QuerySet[Any]) -> int:
    some = list(over.values_list("pk", flat=True)[:ROWS])
    if not some:
        return 0
    with transaction.atomic():
        return over.filter(pk__in=some).delete()[0]
