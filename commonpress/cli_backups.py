"""The commands of backups: make one, put one back, prove that the newest can be put back."""

import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commonpress.config.progress import bar
from commonpress.shell import fail, needs_paper, start, told_of

if TYPE_CHECKING:
    from commonpress.interfaces.transfer.backup.bucket import Destination
    from commonpress.interfaces.transfer.models import Drill

FOLDER = click.Path(path_type=Path, file_okay=False)
HERE = Path()
DESTINATION = click.argument("destination", metavar="[DEST]", required=False)
PAPER = click.option("--paper", "folder", type=FOLDER, default=Path(), help="The paper's folder.")
KEY_FILE = click.option(
    "--key-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with the key that seals backups.",
)


@click.command()
@DESTINATION
@PAPER
@KEY_FILE
@click.option("--keep", type=click.IntRange(min=1), help="Backups to keep; 14 unless set in paper.env.")
def backup(destination: str | None, folder: Path, key_file: Path | None, keep: int | None) -> None:
    """Back up database and pictures to DEST, a folder or s3://bucket/prefix; also while the paper is served. May be
    stopped and repeated."""
    started(folder)
    from django.conf import settings

    from commonpress.interfaces.transfer.backup.make import back_up

    where = wanted(destination)
    with told(), bar("Backing up") as progress:
        done = back_up(
            where, key(key_file), home=settings.HOME, keep=keep or settings.BACKUP_KEEP, progress=progress
        )
    manifest = done.manifest
    click.echo(
        f"Backup {manifest.moment}: {manifest.row_count} rows in {len(manifest.tables)} tables,"
        f" {len(manifest.media)} files; {done.added_bytes / 1e6:.1f} MB are new in {where}."
    )
    if done.remark:
        click.echo(done.remark)
    if not manifest.settings:
        click.echo(
            "It is not sealed and so without paper.env, which holds the secret key: keep a copy of that file."
        )
    click.echo("Prove it: commonpress drill" + (f" {destination}" if destination else ""))


@click.command()
@click.argument("source")
@click.argument("folder", type=FOLDER)
@KEY_FILE
@click.option("--at", default="", help="Moment of an older backup, as in SOURCE/snapshots; else the newest.")
@click.option(
    "--database",
    envvar="COMMONPRESS_DATABASE_URL",
    default="",
    help="Address of an empty PostgreSQL database, for a paper that had one.",
)
@click.option("--prove", is_flag=True, hidden=True)
def restore(source: str, folder: Path, key_file: Path | None, at: str, database: str, *, prove: bool) -> None:
    """Put the newest backup in SOURCE (a folder or s3://…) into the new folder FOLDER, and prove that it is whole."""
    if database:
        os.environ["COMMONPRESS_DATABASE_URL"] = database
    start(folder)
    from commonpress.interfaces.transfer.backup import restore as verb
    from commonpress.interfaces.transfer.backup.bucket import place_of
    from commonpress.interfaces.transfer.backup.prove import prove as look
    from commonpress.interfaces.transfer.backup.store import opened

    with told():
        store = opened(place_of(named(source)), key(key_file))
        manifest = store.snapshot(at) if at else store.newest()
        verb.room_for(manifest, folder)
        with bar("Restoring") as progress:
            remark = verb.restore(store, manifest, folder, database=database, progress=progress)
        click.echo(
            f"Restored the backup of {manifest.moment}: {manifest.row_count} rows and {len(manifest.media)} files,"
            " all as they were."
        )
        if prove:
            click.echo(f"pages rendered: {look(manifest)}")
    if remark:
        click.echo(remark)
    click.echo(f"Then: commonpress serve {folder}")


@click.command()
@DESTINATION
@PAPER
@KEY_FILE
def drill(destination: str | None, folder: Path, key_file: Path | None) -> None:
    """Restore the newest backup in DEST aside, compare it, render its pages, and write down how it went."""
    started(folder)
    from django.conf import settings

    from commonpress.interfaces.transfer.backup.drill import drill as verb

    with told():
        row = verb(wanted(destination), key(key_file), home=settings.HOME)
    report(row)


@click.command(hidden=True)
@click.argument("folder", type=FOLDER)
def night(folder: Path) -> None:
    """What the worker runs each night: a backup, then its drill."""
    os.nice(10)
    started(folder)
    from django.conf import settings

    from commonpress.interfaces.transfer.backup import night as verb

    report(verb.work(wanted(None), key(None), home=settings.HOME, keep=settings.BACKUP_KEEP))


def started(folder: Path) -> None:
    needs_paper(folder)
    start(folder)


def named(destination: str, beside: Path = HERE) -> "Destination":
    return destination if destination.startswith("s3://") else (beside / destination).resolve()


def wanted(destination: str | None) -> "Destination":
    """What was named, else what paper.env names; a relative folder there begins in the paper's folder."""
    from django.conf import settings

    if destination is None and not settings.BACKUP_TO:
        fail(
            "where to? Name a folder or s3://bucket/prefix: commonpress backup DEST, or set"
            " COMMONPRESS_BACKUP_TO=… in paper.env."
        )
    return named(destination) if destination else named(settings.BACKUP_TO, settings.HOME)


def key(file: Path | None) -> str:
    """The operator's key, empty when there is none. Settings of paper.env stand in the environment once Django runs."""
    file = file or (Path(named) if (named := os.environ.get("COMMONPRESS_BACKUP_KEY_FILE")) else None)
    if file is None:
        return os.environ.get("COMMONPRESS_BACKUP_KEY", "").strip()
    try:
        found = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        fail(f"the key in {file} cannot be read: {problem}. Check COMMONPRESS_BACKUP_KEY_FILE.")
    return found or fail(f"{file} is empty. Make a key: openssl rand -base64 32 > {file}")


def report(row: "Drill") -> None:
    if row.trouble:
        fail(row.trouble)
    facts = row.facts
    click.echo(
        f"Proved in {facts['seconds']} s: the backup of {row.backup} was restored aside; {facts['rows']} rows in"
        f" {facts['tables']} tables and {facts['files']} files came back as they were, {facts['pages']} pages were"
        " rendered."
    )


def told() -> AbstractContextManager[None]:
    from commonpress.interfaces.transfer.backup.problem import BackupProblem

    return told_of(BackupProblem)
