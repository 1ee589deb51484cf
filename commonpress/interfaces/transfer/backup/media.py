"""The files of the media folder or bucket: those that are new are read, the others are known from the backup before."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from commonpress.engines.lib.durable import UNFINISHED
from commonpress.engines.lib.s3 import Thing
from commonpress.engines.media import bucket
from commonpress.interfaces.transfer.backup.manifest import File, Manifest
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import HANDS, Store

PIECE = 1024 * 1024  # bytes

Progress = Callable[[int, int], None]


def shares(address: str) -> bool:
    """Whether pictures lie at this address of a bucket, or around it."""
    one, other = (f"{each.rstrip('/')}/" for each in (address, settings.MEDIA))
    return bucket.is_used() and (one.startswith(other) or other.startswith(one))


def listed(root: Path) -> dict[str, Thing | None]:
    """What is there, by name; in a bucket with what that says of it."""
    if bucket.is_used():
        return {thing.name: thing for thing in bucket.everything()}
    return dict.fromkeys(in_folder(root))


def names(root: Path) -> list[str]:
    return sorted(listed(root))


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
    found, there = [], listed(root)

    def take(name: str) -> File | None:
        thing, had = there[name], known.get(name)
        return one_object(store, thing, had) if thing else one(store, root / name, name, had)

    with ThreadPoolExecutor(HANDS) as hands:
        for number, file in enumerate(hands.map(take, sorted(there)), start=1):
            if file:
                found.append(file)
            progress(number, len(there))
    return found


def is_kept(store: Store, had: File, size: int, changed: int) -> bool:
    """Whether the file of the backup before is the one that is there now, and all its pieces are."""
    return (had.size, had.changed) == (size, changed) and store.known.issuperset(had.pieces)


def one(store: Store, path: Path, name: str, had: File | None) -> File | None:
    """Nothing when it was removed meanwhile."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if had and is_kept(store, had, about.st_size, about.st_mtime_ns):
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
    if had and is_kept(store, had, thing.size, changed):
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
