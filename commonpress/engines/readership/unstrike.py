from django.db import transaction

from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.readership import locks
from commonpress.engines.readership.ledger import counts_of, enter
from commonpress.engines.readership.models import Sighting, Strike


class AlreadyUndone(Exception):
    """The strike was put back before."""


@transaction.atomic
def unstrike(strike: Strike, *, by: str = "") -> None:
    """Put back exactly what a strike took, and record who did it. Raises ``AlreadyUndone``.

    Hours that have been folded into days meanwhile come back as hours, and the worker folds them again.
    """
    locks.alone()
    waiting = Strike.objects.filter(pk=strike.pk, undone_at=None)
    if not waiting.update(undone_at=clock.now(), undone_by=by):
        raise AlreadyUndone(strike)
    enter(counts_of((line, line.count) for line in strike.lines.iterator()))
    Sighting.objects.filter(strike=strike).update(strike=None)
    record("readership.unstruck", f"strike:{strike.pk}", by=by)
