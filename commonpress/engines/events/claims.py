"""Who holds an errand: what a dead worker held is taken up as soon as another one starts, not at the end of its lease."""

import os
import socket

from commonpress.engines.events.models import Errand
from commonpress.engines.lib import clock

MOST_ATTEMPTS = 6  # then an errand that its worker never survives is shown to a human
DIED = "its worker ended in the middle of it"


def owner() -> str:
    """This process. A container that starts again has the same number in another life; see ``free``."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}"


def free() -> int:
    """At the start of a worker, or when its database was away: nothing is being done under its name now.

    Frees what it holds and what dead workers of this machine hold; answers how many. An errand is safe to run twice.
    """
    held = Errand.objects.filter(state=Errand.State.CLAIMED).exclude(claimed_by="")
    gone = [
        name for name in set(held.values_list("claimed_by", flat=True)) if name == owner() or is_dead(name)
    ]
    theirs = held.filter(claimed_by__in=gone)
    theirs.filter(attempts__gt=MOST_ATTEMPTS).update(state=Errand.State.FAILED, claimed_by="", error=DIED)
    return theirs.filter(attempts__lte=MOST_ATTEMPTS).update(
        state=Errand.State.WAITING, claimed_by="", claimed_until=None, due_at=clock.now()
    )


def is_dead(name: str) -> bool:
    """Of another machine nobody here can say."""
    host, _, number = name.rpartition("/")
    if host != socket.gethostname()[:40] or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it is somebody else's, and alive
        return False
    return False
