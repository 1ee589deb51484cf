"""Make a backup: the database first, the files after it, so that every file the database lists is there; the list last."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from commonpress import __version__
from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.backup import media, postgres, sqlite
from commonpress.interfaces.transfer.backup.bucket import Destination, place_of
from commonpress.interfaces.transfer.backup.manifest import MOMENT, Manifest
from commonpress.interfaces.transfer.backup.media import Progress
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import Store, opened

KEEP = 14  # backups: two weeks of nights
SCRATCH = ".scratch-"  # before the name of a folder in the paper's own, for copies that are soon gone
OLD = timedelta(days=1)  # what a killed run left is swept after this


@dataclass(frozen=True)
class Made:
    manifest: Manifest
    added_bytes: int
    swept: int
    remark: str = ""  # what the operator should know though the backup is good


def back_up(
    destination: Destination,
    secret: str,
    *,
    home: Path,
    keep: int = KEEP,
    progress: Progress = lambda *_: None,
) -> Made:
    """Add a backup of the paper in ``home`` to ``destination``. Raises ``BackupProblem`` and ``OSError``.

    May be killed at any moment: without its list nothing counts, and the next run finds what was written.
    """
    refuse_served(destination)
    place = place_of(destination)
    with place.alone():
        store = opened(place, secret, make=True)
        before = newest_readable(store)
        manifest = gathered(store, home, before, progress)
        store.keep(manifest)
        swept, remark = swept_or_why(store, keep)
        return Made(manifest, store.added_bytes, swept, remark)


def refuse_served(destination: Destination) -> None:
    """A backup in a folder that is served, or that itself is backed up, would be given away or grow without end."""
    if isinstance(destination, str):
        if media.shares(destination):
            raise BackupProblem(
                f"{destination} is where the pictures lie. Choose another prefix, or another bucket."
            )
        return
    target = destination.resolve()
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.INDEX_ROOT):
        if target.is_relative_to(Path(folder).resolve()):
            raise BackupProblem(
                f"{destination} lies in {folder}, which the paper itself uses. Choose a folder outside of it,"
                " on another disk if you can."
            )


def newest_readable(store: Store) -> Manifest | None:
    for moment in reversed(store.moments()):
        try:
            return store.snapshot(moment)
        except BackupProblem:
            continue
    return None


def gathered(store: Store, home: Path, before: Manifest | None, progress: Progress) -> Manifest:
    root = Path(settings.MEDIA_ROOT)
    listed = media.names(root)
    with scratch(home) as folder:
        database = (
            postgres.copy_out(store) if connection.vendor == "postgresql" else sqlite.copy_out(store, folder)
        )
    files = media.copy_out(store, root, before, progress)
    return Manifest.model_validate(
        {
            **database,
            "program": __version__,
            "moment": moment_after(store),
            "vendor": connection.vendor,
            "media": files,
            "gone": sorted(set(listed) - {file.name for file in files}),
            "settings": settings_of(store, home),
        }
    )


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """A folder on the paper's own disk, for its operator alone: what lies in it is not sealed."""
    for left in home.glob(f"{SCRATCH}*"):
        if left.stat().st_mtime < (clock.now() - OLD).timestamp():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=home) as folder:
        yield Path(folder)


def moment_after(store: Store) -> str:
    """This second's name, or the next one's that is free."""
    now, taken = clock.now(), set(store.moments())
    while written(now) in taken:
        now += timedelta(seconds=1)
    return written(now)


def written(at: datetime) -> str:
    name = f"{at:%Y%m%dT%H%M%SZ}"
    assert MOMENT.fullmatch(name)  # noqa: S101 (what is listed must be found again)
    return name


def settings_of(store: Store, home: Path) -> list[str]:
    """paper.env holds the secret key: it goes only into what is sealed."""
    env = home / "paper.env"
    return store.put_all([env.read_bytes()]) if store.vault.is_sealed and env.exists() else []


def swept_or_why(store: Store, keep: int) -> tuple[int, str]:
    try:
        return store.sweep(keep), ""
    except BackupProblem as problem:
        return 0, f"nothing old was removed: {problem}"
