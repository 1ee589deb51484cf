"""When the night's work begins: the worker's own part. The work itself, with all it needs, is ``night.py``'s."""

import logging
import subprocess
import sys
import time
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from commonpress.engines.lib import clock
from commonpress.engines.site import limits, options

log = logging.getLogger(__name__)

HOUR = 3  # of the paper's own zone: few read then
EVERY_SECONDS = 60.0
REMEMBERED = timedelta(days=3)


class _Night:
    next_look = 0.0  # time.monotonic()
    running: "subprocess.Popen[bytes] | None" = None


def tick() -> bool:
    """The worker's follower: begin the night's work in a process of its own, and say in the log when it went wrong."""
    if time.monotonic() < _Night.next_look:
        return False
    _Night.next_look = time.monotonic() + EVERY_SECONDS
    if _Night.running is not None:
        hear()
    elif settings.BACKUP_TO and is_ours():
        _Night.running = subprocess.Popen(command())  # noqa: S603 (our own program)
    return False


def command() -> list[str]:
    return [sys.executable, "-m", "commonpress", "night", str(settings.HOME)]


def hear() -> None:
    assert _Night.running is not None  # noqa: S101 (for the type)
    code = _Night.running.poll()
    if code is None:
        return
    _Night.running = None
    if code:
        log.error("backup: last night's backup is not proved; `commonpress doctor` says why and what to do")


def is_ours() -> bool:
    """Whether it is time and no other node has begun. A night that is missed altogether is made up for in the day."""
    here = clock.now().astimezone(ZoneInfo(options.paper().zone))
    return here.hour >= HOUR and limits.once("night", here.date().isoformat(), keep=REMEMBERED)
