"""Put a backup into an empty place and prove it: every piece, every file, every table's rows; then bring it up to date."""

import os
import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from commonpress.engines.lib import durable
from commonpress.engines.media import guard
from commonpress.interfaces.transfer.backup import media, postgres, sqlite
from commonpress.interfaces.transfer.backup.manifest import Manifest
from commonpress.interfaces.transfer.backup.media import Progress
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import Store

UNFINISHED = "restore.unfinished"
# Where the old paper's things lay: a restored paper must not write over them.
PLACES = re.compile(
    r"^(?=COMMONPRESS_(?:DATABASE_URL|MEDIA|MEDIA_ROOT|STATIC_ROOT|INDEX_ROOT)\s*=)", re.MULTILINE
)
KEY = re.compile(r"^COMMONPRESS_SECRET_KEY=.+", re.MULTILINE)
NEW_KEY = (
    "The backup is not sealed, so the secret key is not in it. A new one was made: everybody is signed out once, and secret"
    " links (previews, invitations, unsubscribing) of before no longer open. Set COMMONPRESS_BASE_URL and the other"
    " settings in paper.env again."
)


def check(store: Store, manifest: Manifest, folder: Path) -> None:
    """Refuse before anything is written. Raises ``BackupProblem``."""
    refuse_newer(manifest.migrations)
    refuse_used(folder)
    if settings.MEDIA:
        raise BackupProblem(
            "pictures are restored into the folder. Leave COMMONPRESS_MEDIA out; afterwards"
            " `commonpress move --media s3://…` brings them into a bucket."
        )
    if manifest.vendor != connection.vendor:
        raise BackupProblem(
            "this backup is of a paper on PostgreSQL. Give an empty database: --database postgres://user@host/name"
            if manifest.vendor == "postgresql"
            else "this backup is of a paper on SQLite, which stands in its folder. Leave --database out."
        )
    if (
        connection.vendor == "sqlite"
        and Path(connection.settings_dict["NAME"]) != folder.resolve() / sqlite.FILE
    ):
        raise BackupProblem(
            "a paper on SQLite is restored with its database in its folder. Leave --database and COMMONPRESS_DATABASE_URL"
            " out, also of the environment."
        )
    if connection.vendor == "postgresql" and not postgres.is_empty():
        raise BackupProblem(
            f"the database {connection.settings_dict['NAME']} has tables already. Make an empty one (createdb NAME) and"
            " give it with --database; nothing is ever restored over what is there."
        )


def refuse_newer(applied: Iterable[tuple[str, str]]) -> None:
    known = set(MigrationLoader(None).disk_migrations or {})
    strange = [f"{app}.{name}" for app, name in applied if (app, name) not in known]
    if strange:
        raise BackupProblem(
            f"this backup was made by a newer Commonpress: this one does not know {', '.join(strange[:3])}. Install that"
            " version (or a later one), then restore."
        )


def refuse_used(folder: Path) -> None:
    if (folder / UNFINISHED).exists():
        raise BackupProblem(
            f"{folder} holds a restore that was not finished. Delete it (rm -r {folder}) and begin anew."
        )
    if folder.exists() and any(folder.iterdir()):
        raise BackupProblem(
            f"{folder} is not empty. Choose a new folder; nothing is ever restored over what is there."
        )


def restore(
    store: Store,
    manifest: Manifest,
    folder: Path,
    *,
    database: str = "",
    progress: Progress = lambda *_: None,
) -> str:
    """The paper of ``manifest`` in ``folder``; answers what the operator should know, or nothing.

    Django stands on ``folder`` (SQLite) or on the database at the address ``database``. Killed, it leaves a folder that no
    command takes for a paper.
    """
    check(store, manifest, folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / UNFINISHED).touch()
    media.put_back(store, manifest, folder / "media", progress)
    if manifest.vendor == "postgresql":
        postgres.put_back(store, manifest)
    else:
        sqlite.put_back(store, manifest, folder / sqlite.FILE)
    call_command("migrate", verbosity=0, interactive=False)
    text, remark = settings_text(store, manifest, database)
    durable.keep(folder / "paper.env", text)
    if Path(settings.MEDIA_ROOT) == folder.resolve() / "media":
        guard.settle_all()  # a bucket does not tell the pictures of drafts apart, a folder does
    os.sync()  # the files are many and each was only written: all are on the disk before the folder counts as whole
    (folder / UNFINISHED).unlink()
    durable.sync(folder)  # or after a power cut it would not count as whole
    return remark


def settings_text(store: Store, manifest: Manifest, database: str) -> tuple[str, str]:
    """Of the new paper.env, with a key in any case."""
    kept = b"".join(store.get_all(manifest.settings, "paper.env")).decode()
    text = PLACES.sub("# before the restore: ", kept)
    remark = ""
    if not KEY.search(text):
        text = f"COMMONPRESS_SECRET_KEY={secrets.token_urlsafe(48)}\n{text}"
        remark = NEW_KEY if not manifest.settings else ""
    if database:
        text = f"{text.rstrip()}\nCOMMONPRESS_DATABASE_URL={database}\n"
    return text, remark


def room_for(manifest: Manifest, folder: Path) -> None:
    """Raises ``BackupProblem`` when the disk is too small for the files and the database file."""
    standing = next(parent for parent in [folder, *folder.resolve().parents] if parent.exists())
    needed = manifest.bytes_of_media + len(manifest.pages) * sqlite.PIECE
    free = shutil.disk_usage(standing).free
    if needed > free:
        raise BackupProblem(
            f"{needed // 2**20 + 1} MB are needed in {folder}, {free // 2**20} MB are free. Make room."
        )
