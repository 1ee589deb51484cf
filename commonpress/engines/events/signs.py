"""Signs of life: small rows that say when something last went well, for those who watch. Not a log; each has one row."""

import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import close_old_connections

from commonpress.engines.events.models import Sign
from commonpress.engines.lib import clock

WORKER = "worker:"  # and the machine it runs on
BEAT_SECONDS = 10.0
# A worker that was not heard of for so long is gone. Longer than a start anew and a wait for a locked database take.
SILENT = timedelta(seconds=60)
FORGOTTEN = timedelta(days=7)  # a machine that is no more


def give(name: str, **facts: Any) -> None:
    Sign.objects.update_or_create(pk=name, defaults={"at": clock.now(), "facts": facts})


def last(name: str) -> Sign | None:
    return Sign.objects.filter(pk=name).first()


def worker_heard_at() -> datetime | None:
    """When any worker was heard of last."""
    newest = Sign.objects.filter(pk__startswith=WORKER).order_by("-at").first()
    return newest.at if newest else None


def worker_is_heard() -> bool:
    at = worker_heard_at()
    return at is not None and clock.now() - at < SILENT


class Beat:
    """A thread of the worker's process, so that an errand that takes long is not taken for a death."""

    def __init__(self, stop: threading.Event, told: Callable[[], None]) -> None:
        """``told`` is called when a beat could not be written; the next one is tried all the same."""
        self.stop, self.told = stop, told
        self.name = f"{WORKER}{socket.gethostname()[:80]}"

    def start(self) -> None:
        threading.Thread(target=self.run, name="beat", daemon=True).start()

    def run(self) -> None:
        while True:
            self.beat()
            if self.stop.wait(BEAT_SECONDS):
                return

    def beat(self) -> None:
        try:
            give(self.name, pid=os.getpid())
            Sign.objects.filter(pk__startswith=WORKER, at__lt=clock.now() - FORGOTTEN).delete()
        except Exception:
            self.told()
        finally:
            close_old_connections()
