"""Every night, without a hand: a backup, then the drill of it, by one node. The owner gets a letter when it fails."""

from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.engines.site import mail
from commonpress.interfaces.transfer.backup.bucket import Destination
from commonpress.interfaces.transfer.backup.drill import drill, told, written
from commonpress.interfaces.transfer.backup.make import back_up
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.models import Drill


def work(destination: Destination, secret: str, *, home: Path, keep: int) -> Drill:
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
