"""``run`` moves a site in from its export file: of WordPress, or of another ``source`` that gives records. Start here."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.report import Report
from commonpress.interfaces.transfer.wordpress.items import take_items
from commonpress.interfaces.transfer.wordpress.ledger import Ledger
from commonpress.interfaces.transfer.wordpress.move import Move, Progress
from commonpress.interfaces.transfer.wordpress.people import take_authors
from commonpress.interfaces.transfer.wordpress.pictures import take_pictures
from commonpress.interfaces.transfer.wordpress.shelves import take_categories
from commonpress.interfaces.transfer.wordpress.site import Site, Source, survey

WORDPRESS = Source()
OBJECTS = 50_000  # new ones between two searches; some megabytes
__all__ = ["ImportProblem", "Report", "run"]


def nothing(done: int, total: int, title: str) -> None:
    """No progress is shown."""


def run(
    path: str | Path,
    *,
    by: Member | None,
    dry_run: bool = False,
    fetch_media: bool = True,
    progress: Progress = nothing,
    source: Source = WORDPRESS,
) -> Report:
    """Take in a file, each item once, and answer what became of everything in it. ``by`` is who does it, if a member.

    Run it again after a kill or a failure: what is here stays untouched, the rest follows. ``dry_run`` writes nothing
    and fetches nothing. ``progress`` is called with items done, items in the file (0 while they are being counted) and
    a title. Raises ``ImportProblem``, whose message names the remedy; then the file is at fault or the database away,
    and no item is half taken. Memory does not grow with the file.
    """
    if by is not None and not by.is_staff:
        raise ImportProblem(_("Only the owner may move a site in."))
    report = Report(dry_run=dry_run)
    context = copy_context()  # the options are held for this run only
    context.run(moved, Path(path), report, by, dry_run, fetch_media, progress, source)
    return report


def moved(
    path: Path,
    report: Report,
    by: Member | None,
    dry_run: bool,
    fetch_media: bool,
    progress: Progress,
    source: Source,
) -> None:
    options.hold(options.load())
    site = survey(path, report, lambda count: progress(0, 0, read_so_far(count)), source)
    report.source = site.name
    mended(site, report)
    move = Move(
        site, report, Ledger(site.name), by, options.paper(), clock.now(), progress, dry_run, fetch_media
    )
    with told(report), fewer_collections():
        take_authors(move)
        take_categories(move)
        take_pictures(move)
        take_items(source.records(path, None), move)


def read_so_far(count: int) -> str:
    words = ngettext("Reading the file: %(count)d item", "Reading the file: %(count)d items", count)
    return words % {"count": count}


def mended(site: Site, report: Report) -> None:
    for code, found in vars(site.mended).items():
        if found:
            report.note("other", "file", site.facts.get("title", ""), code, str(found))


@contextmanager
def told(report: Report) -> Iterator[None]:
    """A failure on the way says how much is safely here and that running again goes on from there."""
    try:
        yield
    except ImportProblem as problem:
        raise ImportProblem(f"{problem} {so_far(report)}") from problem
    except DatabaseError as error:
        raise ImportProblem(
            _("The database did not take it: %(why)s. %(so_far)s") % {"why": error, "so_far": so_far(report)}
        ) from error


@contextmanager
def fewer_collections() -> Iterator[None]:
    """An import makes millions of short-lived objects: Python's usual search for cycles among them costs a fifth."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def so_far(report: Report) -> str:
    words = ngettext(
        "%(count)d item was taken in before; run the same command again and it goes on from there.",
        "%(count)d items were taken in before; run the same command again and it goes on from there.",
        report.new,
    )
    return words % {"count": report.new}
