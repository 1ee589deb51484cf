"""Where a picture's bytes lie, under which names, and how they get there whole or not at all.

In the folder; or in a bucket (``bucket.py``), and then the folder has this machine's copies of what was asked for.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from commonpress.engines.lib.durable import make_folder, replacing, sync
from commonpress.engines.media import bucket

CROPS = ("social", "1x1", "4x3", "16x9")
TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
ENDINGS = {"jpeg": "jpg", "webp": "webp", "avif": "avif"}
# ab/cdef….jpg, and its copies ab/cdef…-960.avif and ab/cdef…-social.jpg. Nothing else is ever served.
NAME = re.compile(
    rf"(?P<stem>[0-9a-f]{{2}}/[0-9a-f]{{30}})(?:-(?:[1-9][0-9]{{0,3}}|{'|'.join(CROPS)}))?\.(?P<ending>{'|'.join(TYPES)})",
    re.ASCII,
)
HELD = "held"  # a folder within, of pictures that are not everybody's: so nobody asks a database about the others


def folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def path_of(name: str) -> Path:
    """Where the file of a stored name lies, or would lie if everybody may have it. ValueError for anything else."""
    if bucket.is_used():
        return held_path(name)
    held, shown = held_path(name), shown_path(name)
    return held if held.exists() and not shown.exists() else shown


def shown_path(name: str) -> Path:
    return folder() / checked(name)


def held_path(name: str) -> Path:
    return folder() / HELD / checked(name)


def there(name: str) -> bool:
    return bucket.has(checked(name)) if bucket.is_used() else path_of(name).is_file()


def here(name: str) -> Path:
    """The file on this machine, to be read. Raises ``OSError``, ``bucket.StoreProblem`` when the bucket does not answer."""
    path = path_of(name)
    if bucket.is_used() and not path.exists():
        found = bucket.get(name)
        write(path, found.data)
        os.utime(path, (found.changed, found.changed))
    return path


def keep(name: str, data: bytes, *, held: bool) -> None:
    """Whole or not at all, to outlive a power cut. Raises as ``here`` does."""
    if bucket.is_used():
        bucket.put(checked(name), data, type_of(name))
        held = True
    write(held_path(name) if held else shown_path(name), data)


def send(names: list[str]) -> None:
    """Give the bucket, if there is one, what was drawn on this machine."""
    for name in names if bucket.is_used() else ():
        bucket.put(checked(name), path_of(name).read_bytes(), type_of(name))


def drop(name: str) -> None:
    if bucket.is_used():
        bucket.remove(checked(name))
    for path in (shown_path(name), held_path(name)):
        path.unlink(missing_ok=True)


def checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"not a name of a stored picture: {name!r}")
    return name


def type_of(name: str) -> str:
    return TYPES[name.rpartition(".")[2]]


def copy_name(original: str, mark: str | int, kind: str) -> str:
    """The name of a copy: ``copy_name("ab/cd….jpg", 960, "avif")`` is ``ab/cd…-960.avif``."""
    return f"{original.rsplit('.', 1)[0]}-{mark}.{ENDINGS[kind]}"


def write(path: Path, data: bytes) -> None:
    """Put the whole file there, or nothing; when this returns it outlives a power cut."""
    make_folder(path.parent)
    with replacing(path) as file:
        file.write(data)
    sync(path.parent)


def move(name: str, *, held: bool) -> None:
    """Lay a file where only some, or all, find it. Nothing happens when it lies there, or is not there at all.

    Nor in a bucket: there the rows are asked at each request (``serve.py``), since copies lie on many machines.
    """
    if bucket.is_used():
        return
    here, there = shown_path(name), held_path(name)
    if not held:
        here, there = there, here
    if not here.exists():
        return
    make_folder(there.parent)
    with suppress(FileNotFoundError):  # another process was faster
        here.replace(there)
    sync(there.parent)
