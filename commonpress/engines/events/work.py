"""The worker: claims errands one at a time, runs their readers, and lets followers catch up."""

import logging
import threading
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q

from commonpress.engines.events import claims, readers, signs
from commonpress.engines.events.models import Errand
from commonpress.engines.lib import clock
from commonpress.engines.lib.tally import tally

log = logging.getLogger(__name__)

LEASE = timedelta(
    minutes=5
)  # an errand of a machine that is gone is taken up again after this; see also claims.py
AHEAD = timedelta(hours=3)  # no errand is due later than that, unless the clock was set back meanwhile
BACK_OFF = (5, 30, 300, 1800, 7200)  # seconds before each new attempt; then a human is shown the failure
IDLE_SECONDS = 0.25
AWAY_SECONDS = 1.0  # between two looks for a database that is away


def run(stop: threading.Event) -> None:
    """Work until ``stop`` is set. A database that is away is waited for, never fatal."""
    signs.Beat(stop, lambda: log.warning("worker: the database took no sign of life")).start()
    is_free = False  # nothing is claimed under our name, or by those who are dead
    while not stop.is_set():
        try:
            if not is_free:
                claims.free()
                is_free = True
            busy = turn()
        except DatabaseError:
            log.exception("worker: the database did not answer; trying again")
            close_old_connections()
            busy = is_free = False
            stop.wait(AWAY_SECONDS)
        if not busy:
            stop.wait(IDLE_SECONDS)


def turn() -> bool:
    """Let each follower catch up and run the errands that are due; say whether there was anything to do."""
    busy = [_follow(name, follow) for name, follow in readers.followers().items()]
    return any(busy) | run_due()


def _follow(name: str, follow: readers.Follow) -> bool:
    try:
        return follow()
    except DatabaseError:
        raise
    except Exception:
        log.exception("follower %s failed; it will be called again", name)
        return False


def run_due(limit: int = 50) -> bool:
    """Run at most ``limit`` due errands; used by the worker and by tests that want the world settled."""
    done = 0
    while done < limit and (errand := claim()):
        _run(errand)
        done += 1
    return done > 0


def claim() -> Errand | None:
    """Take the oldest due errand, or one whose worker died, by a conditional update."""
    now = clock.now()
    is_due = Q(due_at__lte=now) | Q(due_at__gt=now + AHEAD)
    is_over = Q(claimed_until__lt=now) | Q(claimed_until__gt=now + AHEAD)
    free = Q(is_due, state=Errand.State.WAITING) | Q(is_over, state=Errand.State.CLAIMED)
    for errand in Errand.objects.filter(free).select_related("event").order_by("due_at")[:5]:
        taken = Errand.objects.filter(free, pk=errand.pk).update(
            state=Errand.State.CLAIMED,
            claimed_until=now + LEASE,
            claimed_by=claims.owner(),
            attempts=errand.attempts + 1,
        )
        if taken:
            errand.attempts += 1
            return errand
    return None


def _run(errand: Errand) -> None:
    read = readers.find(errand.reader)
    try:
        if read:
            read(errand.event)
    except Exception as failure:
        log.exception("errand %s failed", errand)
        tally.add("errand_failures")
        _put_back(errand, failure)
        return
    with transaction.atomic():
        errand.delete()
    tally.add("errands_done")


def _put_back(errand: Errand, failure: Exception) -> None:
    spent = errand.attempts > len(BACK_OFF)
    wait = BACK_OFF[min(errand.attempts, len(BACK_OFF)) - 1]
    Errand.objects.filter(pk=errand.pk).update(
        state=Errand.State.FAILED if spent else Errand.State.WAITING,
        due_at=clock.now() + timedelta(seconds=wait),
        claimed_until=None,
        claimed_by="",
        error=f"{type(failure).__name__}: {failure}"[:2000],
    )
