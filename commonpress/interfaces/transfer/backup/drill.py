"""The drill: restore the newest backup aside, prove it, throw it away, and write down how it went."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.backup.bucket import Destination, place_of
from commonpress.interfaces.transfer.backup.make import scratch
from commonpress.interfaces.transfer.backup.manifest import Manifest
from commonpress.interfaces.transfer.backup.place import Place
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import opened
from commonpress.interfaces.transfer.models import Drill

LIMIT_SECONDS = 6 * 3600  # of one restore
PAGES = "pages rendered: "  # how the restored paper's process says it


def drill(destination: Destination, secret: str, *, home: Path) -> Drill:
    """How it went, written down. A bad backup raises nothing: to find it is what the drill is for.

    Raises ``BackupProblem`` only when another backup or drill is at work there.
    """
    place = place_of(destination)
    with place.alone() if is_there(place) else nullcontext():
        return drilled(place, destination, secret, home)


def is_there(place: Place) -> bool:
    """A place that cannot be reached is found so by the drill itself."""
    try:
        return place.exists()
    except BackupProblem:
        return False


def drilled(place: Place, destination: Destination, secret: str, home: Path) -> Drill:
    began, clicked = clock.now(), time.monotonic()
    manifest: Manifest | None = None
    try:
        manifest = opened(place, secret).newest()
        refuse_old_schema(manifest)
        rendered = restored_aside(destination, secret, manifest, home)
    except (BackupProblem, OSError) as problem:
        return written(began, manifest, trouble=told(problem))
    facts = {
        "tables": len(manifest.tables),
        "rows": manifest.row_count,
        "files": len(manifest.media),
        "pages": rendered,
        "seconds": round(time.monotonic() - clicked, 1),
    }
    return written(began, manifest, facts=facts)


def told(problem: BackupProblem | OSError) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.strerror}: {problem.filename}. Check the disk and who may write there."
    return str(problem)


def refuse_old_schema(manifest: Manifest) -> None:
    """A backup from before an upgrade can be restored; but then there was no backup since, which must not go unseen."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    newer = applied - set(manifest.migrations)
    if newer:
        raise BackupProblem(
            f"the newest backup ({manifest.moment}) has an old schema: {len(newer)} migrations have run since. It can be"
            " restored, but the paper has no backup from after the upgrade. Make one: commonpress backup"
        )


def restored_aside(destination: Destination, secret: str, manifest: Manifest, home: Path) -> int:
    """The number of pages rendered there. Raises ``BackupProblem`` with what the restore said."""
    with scratch(home) as folder, room_in_the_database() as database:
        aside = folder / "paper"
        wanted = ["restore", str(destination), str(aside), "--at", manifest.moment, "--prove"]
        said = run(wanted, {"COMMONPRESS_BACKUP_KEY": secret, "COMMONPRESS_DATABASE_URL": database})
    return int(said.rpartition(PAGES)[2].split()[0])


def run(words: list[str], given: dict[str, str]) -> str:
    """Our own program in a process of its own, with nothing of this paper's settings. Raises ``BackupProblem``."""
    foreign = ("COMMONPRESS_", "DJANGO_")
    access = {f"COMMONPRESS_S3_{name.upper()}": str(value) for name, value in settings.S3.items() if value}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(foreign)},
        **access,
        **{name: value for name, value in given.items() if value},
        # Pages are only looked at here: their files need no hashed names.
        "COMMONPRESS_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }
    try:
        done = subprocess.run(  # noqa: S603 (our own program, words of our own)
            [sys.executable, "-m", "commonpress", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BackupProblem(
            f"the restore took more than {LIMIT_SECONDS // 3600} hours. Try it by hand."
        ) from None
    if done.returncode:
        end = (done.stderr or done.stdout).strip().rpartition("commonpress: ")[2]
        raise BackupProblem(end[-1500:] or f"the restore ended with {done.returncode}. Try it by hand.")
    return done.stdout


@contextmanager
def room_in_the_database(what: str = "drill") -> Iterator[str]:
    """The address of an empty schema beside the paper's own, gone afterwards; nothing on SQLite. ``what`` is it for?"""
    if connection.vendor != "postgresql":
        yield ""
        return
    name = f"{what}_{secrets.token_hex(6)}"
    with connection.cursor() as cursor:
        for left in leftovers(cursor, what):
            cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(left)} CASCADE")
        cursor.execute(f"CREATE SCHEMA {name}")
    try:
        yield address_of_schema(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {name} CASCADE")


def leftovers(cursor: Any, what: str = "drill") -> list[str]:
    """Schemas of what was killed: two for the same thing never stand at once in one place."""
    cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ %s", [f"^{what}_[0-9a-f]{{12}}$"])
    return [name for (name,) in cursor.fetchall()]


def address_of_schema(name: str) -> str:
    found = connection.settings_dict
    user, password, host, base = (
        quote(str(found[part] or ""), safe="") for part in ("USER", "PASSWORD", "HOST", "NAME")
    )
    who = f"{user}:{password}" if password else user
    where = f"{host}:{found['PORT']}" if found["PORT"] else host
    options = {key: value for key, value in found["OPTIONS"].items() if isinstance(value, str)}
    return f"postgres://{who}@{where}/{base}?{urlencode({**options, 'currentSchema': name})}"


@transaction.atomic
def written(
    began: datetime, manifest: Manifest | None, *, trouble: str = "", facts: dict[str, Any] | None = None
) -> Drill:
    row = Drill.objects.create(
        began_at=began,
        ended_at=clock.now(),
        backup=manifest.moment if manifest else "",
        trouble=trouble,
        facts=facts or {},
    )
    record("drill.failed" if trouble else "drill.proved", f"drill:{row.pk}", facts={"backup": row.backup})
    return row
