"""The smaller copies of pictures: made once after storing, by the worker or by a loader that cannot wait."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from django.db import transaction

from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.media import files
from commonpress.engines.media.copies import Job, Rendition, draw
from commonpress.engines.media.models import Picture

Progress = Callable[[int, int, str], None]


def render_stored(event: Event) -> None:
    """The errand after ``picture.stored``. One that is gone or has its copies costs one query."""
    picture = Picture.objects.filter(pk=event.subject.partition(":")[2]).first()
    if picture and not is_rendered(picture):
        render_now(picture)


def is_rendered(picture: Picture) -> bool:
    """Whether the copies are listed and all there."""
    names = [copy["name"] for copy in picture.renditions]
    return bool(names) and all(files.there(name) for name in names)


def render_now(picture: Picture) -> None:
    """Make all copies and crops, list them in the row and record ``picture.rendered``. Safe to run twice.

    Raises ``OSError`` when the original's file is missing.
    """
    _keep(picture, draw(_job(picture)))


def render_many(pictures: Iterable[Picture], *, processes: int = 2, progress: Progress | None = None) -> None:
    """``render_now`` for many, drawn in child processes that never touch the database.

    ``progress(done, of, name)`` is called after each. Call it outside a transaction. The children import the
    caller's main module anew (spawn), so a script needs its ``if __name__ == "__main__"``.
    """
    todo = [picture for picture in pictures if not is_rendered(picture)]
    if not todo:
        return
    with ProcessPoolExecutor(min(processes, len(todo)), mp_context=get_context("spawn")) as pool:
        drawn = {pool.submit(draw, _job(picture)): picture for picture in todo}
        for done, future in enumerate(as_completed(drawn), start=1):
            picture = drawn[future]
            _keep(picture, future.result())
            if progress:
                progress(done, len(todo), picture.name)


def _job(picture: Picture) -> Job:
    return Job(files.here(picture.name).parent.parent, picture.name)


def _keep(picture: Picture, renditions: list[Rendition]) -> None:
    files.send([copy["name"] for copy in renditions])
    _keep_row(picture, renditions)


@transaction.atomic
def _keep_row(picture: Picture, renditions: list[Rendition]) -> None:
    picture.renditions = renditions
    if Picture.objects.filter(pk=picture.pk).update(renditions=renditions):
        record("picture.rendered", picture.subject, stale=[picture.subject])
