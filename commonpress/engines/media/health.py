import logging
import os
import time
from itertools import product
from pathlib import Path

from commonpress.engines.lib import clock
from commonpress.engines.lib.durable import UNFINISHED
from commonpress.engines.media import bucket, files
from commonpress.engines.media.guard import settle_all
from commonpress.engines.media.models import Picture

log = logging.getLogger(__name__)

GRACE_SECONDS = 3600  # an upload writes its files before its row
DAY = 86_400.0  # seconds
COPIES_KEPT = 7 * DAY  # of what lies in a bucket
FIRST_SWEEP = 900.0  # seconds after the worker began: its start belongs to the readers


class _Due:
    at: float = 0.0  # on the monotonic clock; 0 before the worker's first turn


def sweep_daily() -> bool:
    """The worker's follower: sweep once a day, on every node whose folder it is. Costs a look at the clock otherwise."""
    now = time.monotonic()
    if not _Due.at:
        _Due.at = now + FIRST_SWEEP
    if now < _Due.at:
        return False
    _Due.at = now + DAY
    settle_all()
    gone = sweep_orphans(dry_run=False)
    if gone:
        log.info("media: %d files that no picture lists were removed", len(gone))
    return bool(gone)


def missing_files() -> list[str]:
    """Names the database lists and the folder or bucket lacks, sorted. For the operator: restore them from a backup."""
    if bucket.is_used():
        return sorted(_known() - {thing.name for thing in bucket.everything()})
    return sorted(name for name in _known() if not files.path_of(name).is_file())


def sweep_orphans(*, dry_run: bool = True) -> list[str]:
    """Remove files no picture lists and that are an hour old; answer their names, sorted.

    Only looks at names of ours (and unfinished writes): what else lies in the folder is the operator's.
    """
    known = _known()
    orphans = sorted(_present() - known)
    if not dry_run:
        for name, root in product(orphans, _roots()):
            (root / name).unlink(missing_ok=True)
        for name in orphans if bucket.is_used() else ():
            bucket.remove(name)
        _forget_copies()
    return orphans


def _forget_copies() -> None:
    """What lies in the bucket is fetched again when it is asked for; so the folder does not grow for ever."""
    before = time.time() - COPIES_KEPT
    for path in (files.folder() / files.HELD).glob("[0-9a-f][0-9a-f]/*") if bucket.is_used() else ():
        if os.lstat(path).st_ctime < before:
            path.unlink(missing_ok=True)


def _known() -> set[str]:
    names = set()
    for name, renditions in Picture.objects.values_list("name", "renditions").iterator():
        names.add(name)
        names.update(copy["name"] for copy in renditions)
    return names


def _present() -> set[str]:
    """Old enough files of ours, by stored name."""
    before = clock.now().timestamp() - GRACE_SECONDS
    found = {
        thing.name
        for thing in (bucket.everything() if bucket.is_used() else ())
        if files.NAME.fullmatch(thing.name) and thing.changed.timestamp() < before
    }
    for root in _roots():
        for path in root.glob("[0-9a-f][0-9a-f]/*"):
            name = path.relative_to(root).as_posix()
            if _is_ours(path, name) and os.lstat(path).st_mtime < before:
                found.add(name)
    return found


def _roots() -> tuple[Path, Path]:
    return files.folder(), files.folder() / files.HELD


def _is_ours(path: Path, name: str) -> bool:
    return path.is_file() and (path.name.startswith(UNFINISHED) or bool(files.NAME.fullmatch(name)))
