"""Build the whole index anew beside the old one, then swap."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import tantivy

from commonpress.engines.events import log as events
from commonpress.engines.search import documents, folder, reader, schema
from commonpress.engines.search.documents import Document

Progress = Callable[[int, int], None]

HEAP = 30_000_000  # bytes of memory before a piece of the index is written out
BATCH = 200  # documents asked for at once


def rebuild(progress: Progress | None = None) -> int:
    """Build the index now and say how many documents it holds; waits for another writer of this node to end.

    ``progress(done, total)`` is called after every ``BATCH`` subjects. The old index answers until the swap.
    """
    total = sum(1 for _ in documents.everything())
    done = 0
    for done in steps(wait=True):
        if progress:
            progress(min(done, total), total)
    return done


def steps(*, wait: bool = False) -> Iterator[int]:
    """The same in small steps, each giving how many subjects are done. Gives nothing when another process is writing."""
    with folder.lock(wait=wait) as is_mine:
        if not is_mine:
            return
        here = folder.fresh()
        cursor = folder.Cursor(
            events.settled()
        )  # before reading: what changes meanwhile is followed afterwards
        writer = tantivy.Index(schema.build(), path=str(here)).writer(HEAP, num_threads=1)
        yield from _write_all(writer)
        writer.commit()
        writer.wait_merging_threads()
        folder.write_cursor(here, cursor)
        folder.use(here)
        reader.look_again()


def _write_all(writer: tantivy.IndexWriter) -> Iterator[int]:
    done = 0
    for subjects in batches(documents.everything(), BATCH):
        add(writer, documents.given(subjects))
        done += len(subjects)
        yield done


def add(writer: tantivy.IndexWriter, found: Iterable[Document]) -> None:
    for document in found:
        writer.add_document(schema.fill(document))


def batches(subjects: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(subjects, size)):
        yield batch
