"""The commands that carry a whole paper: out to an archive, to another database, to a newer version."""

from pathlib import Path

import click

from commonpress.cli_imports import PAPER, begun, told
from commonpress.config.progress import bar
from commonpress.shell import fail, needs_paper, prepare, start

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", metavar="PAPER", type=FOLDER)
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
def export(folder: Path, archive: Path) -> None:
    """Write everything in PAPER into one open ARCHIVE (a tar); also while the paper is served."""
    begun(folder)
    from commonpress.interfaces.transfer.archive.write import export as verb

    with told(), bar("Writing") as progress:
        done = verb(archive.resolve(), progress=progress)
    click.echo(
        f"{done.rows} rows and {done.files} files of pictures are in {archive} ({done.bytes / 1e6:.1f} MB)."
    )
    if done.missing:
        click.echo(f"{done.missing} files of pictures were missing: `commonpress doctor` names them.")
    click.echo("It holds addresses and hashed passwords: keep it as you keep a backup. Take it in with:")
    click.echo(f"  commonpress import {archive} --paper NEW-PAPER")


@click.command()
@PAPER
@click.option(
    "--to", "address", default="", help="Address of another, empty database: postgres://… or sqlite:///…"
)
@click.option("--media", "bucket", default="", help="s3://bucket/prefix for the pictures.")
def move(folder: Path, address: str, bucket: str) -> None:
    """Copy the paper into another database, or its pictures into a bucket, and compare. Stop the paper first."""
    if not address and not bucket:
        fail("where to? Say --to postgres://… or --media s3://…")
    begun(folder)
    if address:
        move_database(address, folder)
    if bucket:
        move_pictures(bucket, folder)


def move_database(address: str, folder: Path) -> None:
    from commonpress.interfaces.transfer.moving.database import move as verb

    with told(), bar("Copying") as progress:
        done = verb(address, home=folder.resolve(), progress=progress)
    click.echo(f"{done.rows} rows in {done.tables} tables were copied and compared; all are as they were.")
    click.echo(
        "The database before was not touched. To use the new one, put this line into paper.env and start the paper:"
    )
    click.echo(f"  COMMONPRESS_DATABASE_URL={address}")


def move_pictures(bucket: str, folder: Path) -> None:
    from commonpress.interfaces.transfer.moving.pictures import copy

    with told(), bar("Copying") as progress:
        done = copy(bucket, progress=progress)
    click.echo(f"{done.files} files are in {bucket} and were compared, {done.new} of them new.")
    if done.missing:
        click.echo(f"{done.missing} files of pictures were missing: `commonpress doctor` names them.")
    click.echo(
        f"The folder was not touched. Put this line into paper.env and start the paper: commonpress serve {folder}"
    )
    click.echo(f"  COMMONPRESS_MEDIA={bucket}")


@click.command()
@click.argument("folder", type=FOLDER, default=Path(), required=False)
@click.option(
    "--preflight", is_flag=True, help="Try it on a copy first: how long, with which locks. Changes nothing."
)
@click.option("--measure", is_flag=True, hidden=True)
def upgrade(folder: Path, *, preflight: bool, measure: bool) -> None:
    """Bring the database to this version, all of it or nothing; also while the version before serves the paper."""
    needs_paper(folder)
    start(folder)
    from commonpress.interfaces.transfer.upgrade.apply import due, is_undone

    if measure:
        click.echo(measured())
    elif preflight:
        for line in tried(folder):
            click.echo(line)
    else:
        steps = due()
        prepare()
        said = "Nothing was to be done" if not steps else f"{len(steps)} migrations are done"
        click.echo(
            f"{said}: the database is of this version."
            + ("" if is_undone(steps) else " Some cannot be undone.")
        )
        click.echo(f"Then start this version: commonpress serve {folder}")


def measured() -> str:
    from commonpress.interfaces.transfer.upgrade.measure import as_json, measure
    from commonpress.interfaces.transfer.upgrade.preflight import MARK

    try:
        return MARK + as_json(measure())
    except Exception as problem:
        fail(f"a migration failed: {type(problem).__name__}: {problem}")


def tried(folder: Path) -> list[str]:
    from commonpress.interfaces.transfer.upgrade.apply import UpgradeProblem, due, is_one_step
    from commonpress.interfaces.transfer.upgrade.preflight import in_words, preflight

    steps = due()
    try:
        found = preflight(folder.resolve()) if steps else []
    except UpgradeProblem as problem:
        fail(f"{problem} Nothing was changed. Stay with the version before, and report it.")
    return list(in_words(found, is_one_step=is_one_step(steps)))
