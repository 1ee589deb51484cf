"""What an operator waits for at night: a backup, the next one, a restore, the drill."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Row, at_most, faults, told
from benchmarks.papers import BENCH, attempted, commonpress, generated, probe

GROUP = "operating"
STORIES = 2000
PICTURES, PICTURE_BYTES = 200, 150_000
MB = 1_000_000
KEY = BENCH / "backup.key"


def rows() -> Iterator[Row]:
    yield from attempted(backups)
    yield from attempted(faults.rows)


def backups() -> Iterator[Row]:
    """Sealed, of a paper with ``STORIES`` stories and files of random bytes, which no packing makes smaller."""
    paper, place, back = generated(STORIES), BENCH / "backups", BENCH / "restored"
    for folder in (place, back):
        shutil.rmtree(folder, ignore_errors=True)
    KEY.write_text("only for measuring, never for a paper")
    commonpress("owner", "olga@paper.example", str(paper))
    pictures(paper / "media" / "bench")
    size = size_of(paper / "paper.sqlite3") + size_of(paper / "media")
    yield told(f"paper of {STORIES} stories, database and {PICTURES} files", size / MB, "MB")
    yield at_most("first backup, sealed", back_up(paper, place), "s", 60)
    first = size_of(place)
    yield told("first backup, in its folder", first / MB, "MB")
    yield at_most("second backup, nothing new", back_up(paper, place), "s", 20)
    second = size_of(place)
    yield at_most("second backup, adds", (second - first) / MB, "MB", 1)
    probe("one_more", paper)
    yield told("backup after one more story", back_up(paper, place), "s")
    yield at_most("backup after one more story, adds", (size_of(place) - second) / MB, "MB", 2)
    yield at_most("restore", timed("restore", str(place), str(back)), "s", 60)
    yield at_most(
        "drill: restored aside, compared, 50 pages",
        timed("drill", str(place), "--paper", str(paper)),
        "s",
        120,
    )
    shutil.rmtree(paper / "media" / "bench")


def pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PICTURES):
        (folder / f"{number}.bin").write_bytes(os.urandom(PICTURE_BYTES))


def back_up(paper: Path, place: Path) -> float:
    return timed("backup", str(place), "--paper", str(paper))


def timed(*words: str) -> float:
    """Seconds of a whole command, its start included."""
    began = time.monotonic()
    commonpress(*words, "--key-file", str(KEY))
    return time.monotonic() - began


def size_of(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
