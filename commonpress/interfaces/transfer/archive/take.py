"""Take an archive into a new paper: pictures first, then all rows in one transaction. Killed before its end, it begins
anew; afterwards the same command finds that all is there, and only the index is left to be made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.text import clean_body
from commonpress.engines.lib import html
from commonpress.engines.media import bucket, files, guard
from commonpress.engines.media.models import Picture
from commonpress.engines.site import limits
from commonpress.interfaces.transfer.archive import form, rows, tables
from commonpress.interfaces.transfer.archive.tables import Table, label
from commonpress.interfaces.transfer.problem import ImportProblem

MARK, MARKED = "archive", timedelta(days=7)
Progress = Callable[[int, int, str], None]


def cleaned(text: str) -> str:
    return html.clean(text, html.ARTICLE)


# What pages show as it stands. An archive is a file like any other: it brings in nothing that could not be written here.
SHOWN: dict[tuple[str, str], Callable[[str], str]] = {
    ("stories.Story", "body"): clean_body,
    ("stories.Revision", "body"): clean_body,
    ("stories.Proposal", "body"): clean_body,
    ("site.Page", "body"): cleaned,
    ("conversation.Comment", "body"): lambda text: html.clean(text, html.COMMENT),
}


@dataclass
class Taken:
    rows: int = 0
    files: int = 0
    cleaned: int = 0  # texts that held what may not stand in them
    is_from_before: bool = False  # an earlier run has taken all of it


def take(path: Path, *, progress: Progress = lambda *_: None) -> Taken:
    """Raises ``ImportProblem``; then nothing but pictures was written, and the same command may be given again."""
    whole = form.prove(path)
    if told := limits.outcome(MARK, whole.name):
        counts = [int(each) for each in told.split()]
        return Taken(counts[0], counts[1], counts[2], is_from_before=True)
    refuse_used()
    done = Taken()
    with path.open("rb") as file:
        pictures(file, whole, done, progress)
        try:
            with transaction.atomic():
                everything(file, whole, done, progress)
                limits.once(MARK, whole.name, keep=MARKED)
                limits.note_outcome(MARK, whole.name, f"{done.rows} {done.files} {done.cleaned}")
        except (DatabaseError, OverflowError) as problem:
            raise ImportProblem(f"the database did not take it: {problem}. Nothing was changed.") from problem
    return done


def refuse_used() -> None:
    if Story.objects.exists() or Member.objects.exists():
        raise ImportProblem(
            "this paper has stories or members already, and an archive is a whole paper. Make a new one (commonpress new"
            " FOLDER) and import there."
        )


def pictures(file: BinaryIO, whole: form.Whole, done: Taken, progress: Progress) -> None:
    """Out of sight until their rows are there; those that lie here from a run before are not written again."""
    for entry in form.entries(file):
        if not entry.picture:
            continue
        data = form.content(file, entry)
        if not is_there(entry.picture, data):
            files.keep(entry.picture, data, held=True)
        done.files += 1
        progress(done.files, whole.pictures, entry.picture)


def is_there(name: str, data: bytes) -> bool:
    try:
        return files.there(name) and files.here(name).read_bytes() == data
    except FileNotFoundError:
        return False


def everything(file: BinaryIO, whole: form.Whole, done: Taken, progress: Progress) -> None:
    known = {label(table): table for table in tables.of_the_archive()}
    rows.empty(tables.everything_but_kinds(), DEFAULT_DB_ALIAS)
    for number, entry in enumerate((entry for entry in form.entries(file) if entry.table), start=1):
        part(known[entry.table], form.content(file, entry), done)
        progress(number, whole.parts, entry.table)
    reset_sequences(list(known.values()), DEFAULT_DB_ALIAS)
    connection.check_constraints()
    show_pictures()


def part(table: Table, lines: bytes, done: Taken) -> None:
    back = rows.back(table)
    found = [back(line) for line in lines.split(b"\n") if line]
    for place, field in enumerate(rows.columns(table)):
        if way := SHOWN.get((label(table), field.attname)):
            clean(found, place, way, done)
    for start in range(0, len(found), rows.AT_ONCE):
        rows.insert(table, found[start : start + rows.AT_ONCE], DEFAULT_DB_ALIAS)
    done.rows += len(found)


def clean(found: list[rows.Row], place: int, way: Callable[[str], str], done: Taken) -> None:
    for row in found:
        if (safe := way(row[place])) != row[place]:
            row[place] = safe
            done.cleaned += 1


def reset_sequences(wanted: list[Table], using: str) -> None:
    """The next number of each table follows the greatest it has."""
    with connections[using].cursor() as cursor:
        for statement in connections[using].ops.sequence_reset_sql(no_style(), wanted):
            cursor.execute(statement)


def show_pictures() -> None:
    """Lay those that are everybody's where everybody finds them."""
    if bucket.is_used():
        return
    for picture in Picture.objects.filter(is_guarded=False).iterator():
        for name in picture.files:
            files.move(name, held=False)
    guard.settle_all()
