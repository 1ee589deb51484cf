"""Every night, without a hand: a backup, then the drill of it, by one node. The owner gets a letter when it fails."""

import logging
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.engines.site import limits, mail, options
from commonpress.interfaces.transfer.backup.drill import drill, told, written
from commonpress.interfaces.transfer.backup.make import back_up
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.models import Drill

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


def work(destination: Path, secret: str, *, home: Path, keep: int) -> Drill:
    """The night's work. Whatever goes wrong is written down like a failed drill, and told to the owners."""
    began = clock.now()
    try:
        back_up(destination, secret, home=home, keep=keep)
        row = drill(destination, secret, home=home)
    except (BackupProblem, OSError, DatabaseError) as problem:
        why = str(problem) if isinstance(problem, DatabaseError) else told(problem)
        row = written(began, None, trouble=f"no backup could be made: {why}")
    if row.trouble:
        tell(row)
    return row


@transaction.atomic
def tell(row: Drill) -> None:
    for owner in Member.objects.filter(role=Member.Role.OWNER, is_active=True):
        with mail.speaking(owner.language):
            mail.send(owner.email, _("Last night's backup is not proved"), letter(row))


def letter(row: Drill) -> str:
    words = _(
        "The paper's newest backup could not be made or restored. Until this is mended, what is new may be lost with the"
        " disk. This is what went wrong, and what to do:"
    )
    return f"{words}\n\n{row.trouble}"
