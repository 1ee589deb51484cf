"""The files of the media folder or bucket: those that are new are read, the others are known from the backup before."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from commonpress.engines.lib.s3 import Thing
from commonpress.engines.media import bucket
from commonpress.interfaces.transfer.backup.manifest import File, Manifest
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import HANDS, Store

PIECE = 1024 * 1024  # bytes
UNFINISHED = ".part-"  # an upload that is being written

Progress = Callable[[int, int], None]


def shares(address: str) -> bool:
    """Whether pictures lie at this address of a bucket, or around it."""
    one, other = (f"{each.rstrip('/')}/" for each in (address, settings.MEDIA))
    return bucket.is_used() and (one.startswith(other) or other.startswith(one))


def names(root: Path) -> list[str]:
    return sorted(thing.name for thing in bucket.everything()) if bucket.is_used() else in_folder(root)


def in_folder(root: Path) -> list[str]:
    """Of every plain file below ``root``. Links are not followed: they lead who knows where."""
    found = []
    for folder, _folders, files in os.walk(root):
        for name in files:
            path = Path(folder) / name
            if not name.startswith(UNFINISHED) and path.is_file() and not path.is_symlink():
                found.append(path.relative_to(root).as_posix())
    return sorted(found)


def copy_out(store: Store, root: Path, before: Manifest | None, progress: Progress) -> list[File]:
    known = {file.name: file for file in before.media} if before else {}
    found = []
    take: Callable[[Any], File | None]
    if bucket.is_used():
        listed: list[Any] = sorted(bucket.everything(), key=attrgetter("name"))
        take = lambda thing: one_object(store, thing, known.get(thing.name))  # noqa: E731
    else:
        listed = in_folder(root)
        take = lambda name: one(store, root / name, name, known.get(name))  # noqa: E731
    with ThreadPoolExecutor(HANDS) as hands:
        read = hands.map(take, listed)
        for number, file in enumerate(read, start=1):
            if file:
                found.append(file)
            progress(number, len(listed))
    return found


def one(store: Store, path: Path, name: str, had: File | None) -> File | None:
    """Nothing when it was removed meanwhile."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if (
                had
                and (had.size, had.changed) == (about.st_size, about.st_mtime_ns)
                and store.known.issuperset(had.pieces)
            ):
                return had
            digest = hashlib.sha256()
            kept = [store.put(piece) for piece in read(file, digest.update)]
            size = file.tell()
    except FileNotFoundError:
        return None
    return File(name=name, size=size, changed=about.st_mtime_ns, sha256=digest.hexdigest(), pieces=kept)


def one_object(store: Store, thing: Thing, had: File | None) -> File | None:
    """The same of what lies in the bucket of pictures."""
    changed = int(thing.changed.timestamp()) * 10**9
    if had and (had.size, had.changed) == (thing.size, changed) and store.known.issuperset(had.pieces):
        return had
    try:
        data = bucket.get(thing.name).data
    except FileNotFoundError:
        return None
    kept = [store.put(data[start : start + PIECE]) for start in range(0, len(data), PIECE)]
    digest = hashlib.sha256(data).hexdigest()
    return File(name=thing.name, size=len(data), changed=changed, sha256=digest, pieces=kept)


def read(file: BinaryIO, hear: Callable[[bytes], None]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        hear(piece)
        yield piece


def put_back(store: Store, manifest: Manifest, root: Path, progress: Progress) -> None:
    """Write every file, with the time it had, and prove it. Raises ``BackupProblem``."""
    root.mkdir(exist_ok=True)
    for number, file in enumerate(manifest.media, start=1):
        write(store, file, root / file.name)
        progress(number, len(manifest.media))


def write(store: Store, file: File, path: Path) -> None:
    digest = hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as target:
        for piece in store.get_all(file.pieces, f"the file {file.name}"):
            digest.update(piece)
            target.write(piece)
        size = target.tell()
    if (size, digest.hexdigest()) != (file.size, file.sha256):
        raise BackupProblem(f"the file {file.name} came back otherwise. Restore an older backup with --at.")
    os.utime(path, ns=(file.changed, file.changed))
