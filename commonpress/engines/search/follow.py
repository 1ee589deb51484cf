"""How the index keeps up with the log: the worker of each node calls ``turn`` at each of its own."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from commonpress.engines.events import log as events
from commonpress.engines.events.models import Event
from commonpress.engines.search import documents, folder, reader, rebuild, schema

HEAP = 15_000_000  # bytes; the least tantivy takes. The writer lives only as long as one batch
AT_ONCE = 500  # events of one commit
PACE = 0.5  # seconds between commits: what changes meanwhile shares the next one, and is still found within two seconds
SLICE = 0.5  # seconds of rebuilding in one turn, so that the worker's errands go on meanwhile


class _Work:
    """What this process is doing for the index at ``root``: a rebuild in progress, and whether it was examined."""

    root: Path | None = None
    building: Iterator[int] | None = None
    is_examined = False
    committed = 0.0


def turn() -> bool:
    """``tick`` for a worker that turns all the time: not sooner than ``PACE`` after the last commit."""
    return time.monotonic() - _Work.committed >= PACE and tick()


def tick() -> bool:
    """Bring the index of this node up to date with the log; say whether there was anything to do.

    A missing, damaged or outdated index is rebuilt, a slice at a turn. Only one process of a node writes: the others
    find nothing to do, or the lock taken.
    """
    _settle_in()
    if _Work.building:
        return _go_on()
    here = folder.current()
    cursor = _sound(here)
    if here is None or cursor is None:
        _Work.building = rebuild.steps()
        return _go_on()
    news = events.after(cursor.event, limit=AT_ONCE, seen=frozenset(cursor.seen))
    return bool(news) and _catch_up(here, cursor, news)


def _settle_in() -> None:
    if _Work.root != folder.root():
        _Work.root, _Work.building, _Work.is_examined = folder.root(), None, False


def _go_on() -> bool:
    """Rebuild for a while. Idle (false) only when another process is at it."""
    building, until, did = _Work.building, time.monotonic() + SLICE, False
    _Work.building = None  # a step that fails ends this attempt, and the next turn begins another
    for _ in building or ():
        did = True
        if time.monotonic() > until:
            _Work.building = building
            return True
    _Work.is_examined = True
    return did


def _sound(here: Path | None) -> folder.Cursor | None:
    """The cursor of an index that can be used as it is; nothing when it must be rebuilt."""
    if here is None or folder.stamp(here) is None or folder.needs_repair():
        return None
    cursor = folder.read_cursor(here)
    if cursor and not _Work.is_examined and not _examine(here, cursor):
        return None
    return cursor


def _examine(here: Path, cursor: folder.Cursor) -> bool:
    """Once in a process: can it be read, and does it belong to this log (not to one from before a restore)?"""
    _Work.is_examined = reader.is_sound(here) and events.newest() >= cursor.event
    return _Work.is_examined


def _catch_up(here: Path, cursor: folder.Cursor, news: Sequence[Event]) -> bool:
    with folder.lock() as is_mine:
        if not is_mine or folder.current() != here or folder.read_cursor(here) != cursor:
            return False  # another process is at it, or was faster
        _apply(here, documents.concerned({event.subject for event in news}))
        folder.write_cursor(here, _advanced(cursor, news))
    _Work.committed = time.monotonic()
    return True


def _apply(here: Path, subjects: set[str]) -> None:
    """Put what may be found and remove what may not, in one commit."""
    if not subjects:
        return
    try:
        writer = reader.open_index(here).writer(HEAP, num_threads=1)
        for subject in subjects:
            writer.delete_documents_by_term(schema.SUBJECT, subject)
        rebuild.add(writer, documents.given(subjects))
        writer.commit()
        writer.wait_merging_threads()
        reader.look_again()
    except (ValueError, OSError):
        folder.ask_for_repair()
        raise


def _advanced(cursor: folder.Cursor, news: Sequence[Event]) -> folder.Cursor:
    """Further on in the log, remembering the events young enough for a late one to slip in beside them."""
    newest = max([cursor.event, *(event.pk for event in news)])
    return folder.Cursor(newest, tuple(sorted(events.young({*cursor.seen, *(event.pk for event in news)}))))
