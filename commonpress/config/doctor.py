"""Looks at an installation as a doctor would: what is wrong, and what to do about it."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from commonpress.config.env import HOME

MOST_NAMED = 3  # faults of one kind in one line
LOW_DISK = 500 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``remedy`` is empty when all is well."""

    what: str
    remedy: str = ""
    is_serious: bool = False

    @property
    def mark(self) -> str:
        if not self.remedy:
            return "ok   "
        return "ERROR" if self.is_serious else "note "


def examine() -> list[Finding]:
    """All findings, in the order an operator would ask. Nothing is changed."""
    findings: list[Finding] = []
    for look in LOOKS:
        try:
            findings += look()
        except DatabaseError as problem:
            findings.append(
                Finding(
                    f"{look.__name__}: the database does not answer ({problem})",
                    "Start it, or check COMMONPRESS_DATABASE_URL.",
                    is_serious=True,
                )
            )
            break
    return findings


def key() -> Iterator[Finding]:
    env = HOME / "paper.env"
    if settings.SECRET_KEY == settings.NO_KEY:
        yield Finding("no secret key is set", f"Put COMMONPRESS_SECRET_KEY=… into {env}.", is_serious=True)
    elif env.exists() and stat.S_IMODE(env.stat().st_mode) & 0o077:
        yield Finding(f"{env} can be read by others", f"Run: chmod 600 {env}", is_serious=True)
    else:
        yield Finding("the secret key is set and private")


def database() -> Iterator[Finding]:
    from commonpress.interfaces.transfer.upgrade.apply import due

    waiting = due()
    if waiting:
        yield Finding(
            f"{len(waiting)} migrations are waiting",
            f"Run: commonpress serve {HOME} (it migrates at the start).",
            is_serious=True,
        )
    else:
        yield Finding(f"the database ({connection.vendor}) is up to date")
    if connection.vendor == "sqlite":
        yield from sqlite()


def sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        verdict = cursor.execute("PRAGMA quick_check").fetchone()[0]
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        safety = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if verdict != "ok":
        yield Finding(
            f"the database file is damaged: {verdict}",
            "Stop the paper and restore the newest backup.",
            is_serious=True,
        )
    if (mode, safety) != ("wal", 2):
        yield Finding(
            f"the database runs with journal={mode}, synchronous={safety}",
            "Commonpress needs wal and 2 (FULL): is the folder on a network disk?",
            is_serious=True,
        )


def disk() -> Iterator[Finding]:
    for place in {Path(settings.MEDIA_ROOT), Path(settings.INDEX_ROOT), HOME}:
        place.mkdir(parents=True, exist_ok=True)
        if not os.access(place, os.W_OK):
            yield Finding(f"{place} cannot be written to", f"Run: chown -R $USER {place}", is_serious=True)
    free = shutil.disk_usage(HOME).free
    if free < LOW_DISK:
        yield Finding(
            f"only {free // 1024**2} MB are free on the disk",
            "Make room, or move the paper's folder.",
            is_serious=True,
        )
    else:
        yield Finding(f"{free // 1024**3} GB are free on the disk")


def owner() -> Iterator[Finding]:
    from commonpress.domain.members.models import Member

    if Member.objects.filter(role=Member.Role.OWNER, is_active=True).exists():
        yield Finding("the paper has an owner")
    else:
        yield Finding(
            "nobody owns the paper", f"Run: commonpress owner YOU@EXAMPLE.ORG {HOME}", is_serious=True
        )


def errands() -> Iterator[Finding]:
    from commonpress.engines.events.models import Errand

    failed = Errand.objects.filter(state=Errand.State.FAILED)
    if failed.exists():
        newest = failed.order_by("-pk").values_list("reader", "error").first()
        yield Finding(
            f"{failed.count()} errands have failed for good, the last: {newest}",
            "Look at them under /admin/events/errand/ and put them back.",
        )
    else:
        yield Finding("no errand has failed")


def index() -> Iterator[Finding]:
    from commonpress.engines.search import health

    trouble = health.trouble()
    if trouble:
        yield Finding(f"the search index: {trouble}", f"Run: commonpress index {HOME}")
    else:
        yield Finding("the search index follows the log")


def pictures() -> Iterator[Finding]:
    from commonpress.engines.lib.s3 import StoreProblem
    from commonpress.engines.media.health import missing_files

    try:
        missing = missing_files()
    except StoreProblem as problem:
        yield Finding(f"the pictures in {settings.MEDIA} cannot be seen", str(problem), is_serious=True)
        return
    if missing:
        yield Finding(
            f"{len(missing)} picture files are missing, the first: {missing[0]}",
            f"Restore them into {settings.MEDIA or settings.MEDIA_ROOT} from a backup.",
        )
    else:
        yield Finding("every picture has its file")


def address() -> Iterator[Finding]:
    if settings.BASE_URL.startswith("https://"):
        yield Finding(f"readers come through {settings.BASE_URL}")
    else:
        yield Finding(
            f"the paper's address is {settings.BASE_URL}",
            "Before readers come: set COMMONPRESS_BASE_URL=https://… and COMMONPRESS_HOSTS in paper.env.",
        )


def mail() -> Iterator[Finding]:
    """An account is confirmed, and a forgotten password replaced, by a letter."""
    from commonpress.domain.members.doors import Door, door

    if "console" not in settings.EMAIL_BACKEND:
        yield Finding("letters go out through a mail server")
    elif door() == Door.CLOSED:
        yield Finding("no letters are sent, and nobody can make an account")
    else:
        yield Finding(
            "accounts can be made, but letters reach nobody: they are only printed",
            "Set COMMONPRESS_MAIL_URL=smtp+tls://… in paper.env, or close the door to new members under /admin/.",
        )


def corrections() -> Iterator[Finding]:
    from commonpress.domain.stories.verify import verify

    broken = list(islice(verify(), MOST_NAMED))
    if broken:
        yield Finding(
            f"the corrections log is not whole: {'; '.join(broken)}",
            "Somebody changed the database past the paper. Compare it with a backup.",
            is_serious=True,
        )
    else:
        yield Finding("the corrections log is whole")


def backups() -> Iterator[Finding]:
    from commonpress.interfaces.transfer.backup.age import in_words, standing

    now = standing()
    if now.last and now.has_failed:
        yield Finding(
            f"the restore drill of {now.last.ended_at:%d %B %Y, %H:%M} UTC failed: {now.last.trouble}",
            f"Do what it says, then run: commonpress drill {destination()} --paper {HOME}",
            is_serious=True,
        )
    if now.proved and now.age is not None:
        yield Finding(
            f"the last proved restore was {in_words(now.age)}, of the backup {now.proved.backup}",
            f"Run: commonpress backup {destination()} --paper {HOME},"
            f" then commonpress drill {destination()} --paper {HOME}; and see why the nights do not."
            if now.is_stale
            else "",
            is_serious=now.is_stale,
        )
    elif not now.last:
        yield Finding(
            "no restore was ever proved",
            f"Set COMMONPRESS_BACKUP_TO=… in paper.env for every night, or run: commonpress backup DEST --paper {HOME},"
            f" then commonpress drill DEST --paper {HOME}",
        )
    yield from same_disk()


def destination() -> Path | str:
    """Where backups go, as a command takes it."""
    if settings.BACKUP_TO.startswith("s3://"):
        return str(settings.BACKUP_TO)
    return HOME / settings.BACKUP_TO if settings.BACKUP_TO else "DEST"


def bucket(address: str, what: str) -> Iterator[Finding]:
    from commonpress.interfaces.transfer.backup.bucket import place_of
    from commonpress.interfaces.transfer.backup.problem import BackupProblem

    try:
        place_of(address).exists()
    except BackupProblem as problem:
        yield Finding(f"the {what} in {address} cannot be reached", str(problem), is_serious=True)
    else:
        yield Finding(f"the {what} in {address} can be reached")


def same_disk() -> Iterator[Finding]:
    if settings.BACKUP_TO.startswith("s3://"):
        yield from bucket(settings.BACKUP_TO, "backups")
        return
    target = HOME / settings.BACKUP_TO
    if settings.BACKUP_TO and target.exists() and target.stat().st_dev == HOME.stat().st_dev:
        yield Finding(
            f"backups lie on the paper's own disk ({target})",
            "Mount another machine's disk there, or copy them away: rsync -a.",
        )


LOOKS: list[Callable[[], Iterator[Finding]]] = [
    key,
    database,
    disk,
    owner,
    errands,
    index,
    pictures,
    corrections,
    backups,
    address,
    mail,
]
