"""The commands that bring in another system's stories, and those of a whole paper's archive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commonpress.config.progress import bar
from commonpress.shell import fail, needs_paper, prepare, start

if TYPE_CHECKING:
    from commonpress.interfaces.transfer.report import Report

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
    from commonpress.interfaces.transfer.wordpress.run import run

    def bring(progress: Callable[..., None]) -> "Report":
        return run(file, by=None, dry_run=dry_run, fetch_media=media, progress=progress)

    brought(bring, file.name, report_file)


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
    from commonpress.interfaces.transfer.wordpress.run import run
    from commonpress.interfaces.transfer.wordpress.site import Source

    source = Source("ghost", Export(site).records)
    fetch = media and bool(site)

    def bring(progress: Callable[..., None]) -> "Report":
        return run(file, by=None, dry_run=dry_run, fetch_media=fetch, progress=progress, source=source)

    brought(bring, file.name, report_file)


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
    from commonpress.interfaces.transfer.wordpress.run import run
    from commonpress.interfaces.transfer.wordpress.site import Source

    source = Source("feed", Feed(feed).records)

    def bring(progress: Callable[..., None]) -> "Report":
        return run(feed, by=None, dry_run=dry_run, fetch_media=media, progress=progress, source=source)

    brought(bring, feed, report_file)


def begun(folder: Path) -> None:
    needs_paper(folder)
    start(folder)
    prepare()


def brought(bring: Callable[[Callable[..., None]], "Report"], name: str, report_file: Path | None) -> None:
    with told(), bar(f"Reading {name}") as progress:
        report = bring(progress)
    click.echo(report.as_text())
    if report_file:
        report_file.write_text(report.as_json(), encoding="utf-8")
        click.echo(f"The report, item by item: {report_file}")


@contextmanager
def told() -> Iterator[None]:
    """Problems an operator can mend end the command with their remedy."""
    from commonpress.interfaces.transfer.problem import ImportProblem

    try:
        yield
    except ImportProblem as problem:
        fail(str(problem))
    except OSError as problem:
        fail(
            f"{problem.strerror}: {problem.filename}. Check the disk and who may write there."
            if problem.strerror
            else str(problem)
        )
