"""The commands that bring in another system's stories, and those of a whole paper's archive."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from commonpress.config.progress import bar
from commonpress.shell import needs_paper, prepare, start, told_of

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
PAPER = click.option(
    "--paper",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The paper's folder.",
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would come in; change nothing.")
MEDIA = click.option(
    "--media/--no-media",
    default=True,
    help="Fetch pictures from the old site (default), or only report them.",
)
REPORT = click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the whole report as JSON.",
)


class Ways(click.Group):
    """A first word that is no way of ours is the name of an archive."""

    otherwise = "archive"

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        if args and args[0] not in self.commands:
            args = [self.otherwise, *args]
        return super().resolve_command(ctx, args)


@click.group("import", cls=Ways, subcommand_metavar="ARCHIVE | COMMAND [ARGS]...")
def bring_in() -> None:
    """Bring in a whole paper from its ARCHIVE, or the stories of another system."""


@bring_in.command(hidden=True)
@click.argument("file", metavar="ARCHIVE", type=FILE)
@PAPER
def archive(file: Path, folder: Path) -> None:
    """Take the whole paper in ARCHIVE (commonpress export) into a new one. May be stopped and repeated."""
    begun(folder)
    from commonpress.engines.search import rebuild
    from commonpress.interfaces.transfer.archive.take import take

    with told(), bar(f"Taking in {file.name}") as progress:
        done = take(file, progress=progress)
    with bar("Indexing") as progress:
        rebuild.rebuild(progress=progress)
    if done.is_from_before:
        click.echo("All of it had been taken in before; its index is new.")
    click.echo(f"{done.rows} rows and {done.files} files of pictures were taken in.")
    if done.cleaned:
        click.echo(f"{done.cleaned} texts held what no text here may hold; it was removed.")
    click.echo(f"Then: commonpress serve {folder}")


@bring_in.command()
@click.argument("file", type=FILE)
@PAPER
@DRY_RUN
@MEDIA
@REPORT
def wordpress(file: Path, folder: Path, report_file: Path | None, *, dry_run: bool, media: bool) -> None:
    """Import a WordPress export (WXR 1.0-1.2). May be stopped and repeated: nothing comes in twice."""
    begun(folder)
    brought(file, file.name, report_file, dry_run=dry_run, fetch_media=media)


@bring_in.command()
@click.argument("file", type=FILE)
@click.option(
    "--site", default="", help="Address of the old site, https://…: for its pictures and old addresses."
)
@PAPER
@DRY_RUN
@MEDIA
@REPORT
def ghost(
    file: Path, site: str, folder: Path, report_file: Path | None, *, dry_run: bool, media: bool
) -> None:
    """Import a Ghost export (JSON). May be stopped and repeated: nothing comes in twice."""
    begun(folder)
    from commonpress.interfaces.transfer.ghost.read import Export
    from commonpress.interfaces.transfer.wordpress.site import Source

    source = Source("ghost", Export(site).records)
    brought(file, file.name, report_file, dry_run=dry_run, fetch_media=media and bool(site), source=source)


@bring_in.command()
@click.argument("feed", metavar="URL-OR-FILE")
@PAPER
@DRY_RUN
@MEDIA
@REPORT
def feed(feed: str, folder: Path, report_file: Path | None, *, dry_run: bool, media: bool) -> None:
    """Import what an RSS or Atom feed holds. May be repeated: nothing comes in twice."""
    begun(folder)
    from commonpress.interfaces.transfer.feed.read import Feed
    from commonpress.interfaces.transfer.wordpress.site import Source

    source = Source("feed", Feed(feed).records)
    brought(feed, feed, report_file, dry_run=dry_run, fetch_media=media, source=source)


def begun(folder: Path) -> None:
    needs_paper(folder)
    start(folder)
    prepare()


def brought(path: Path | str, name: str, report_file: Path | None, **how: Any) -> None:
    from commonpress.interfaces.transfer.wordpress.run import run

    with told(), bar(f"Reading {name}") as progress:
        report = run(path, by=None, progress=progress, **how)
    click.echo(report.as_text())
    if report_file:
        report_file.write_text(report.as_json(), encoding="utf-8")
        click.echo(f"The report, item by item: {report_file}")


def told() -> AbstractContextManager[None]:
    from commonpress.interfaces.transfer.problem import ImportProblem

    return told_of(ImportProblem)
