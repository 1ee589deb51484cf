"""What an archive looks like, and reading it without trusting it.

A tar of plain files only, nothing in it compressed: so nothing in it can grow, lead elsewhere or overlap.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from commonpress.engines.media import files
from commonpress.interfaces.transfer.archive import tables
from commonpress.interfaces.transfer.problem import ImportProblem

FORMAT, VERSION = "commonpress-archive", 1
ABOUT, SUMS, MEDIA = "archive.json", "SHA256SUMS", "media/"
BLOCK = 512
PLAIN = (b"0", b"\0")  # a file, in the two ways of saying so
PART = re.compile(r"tables/(?P<table>[A-Za-z0-9_]+\.[A-Za-z0-9_]+)/(?P<number>\d{6})\.jsonl", re.ASCII)
MOST_PART = (
    64 * 1024 * 1024
)  # bytes of one part of a table, which is read at once: one megabyte and its last row
MOST_ABOUT = 1024 * 1024
CHUNK = 1024 * 1024
AGAIN = "Export it again: commonpress export PAPER ARCHIVE"


def part_name(table: str, number: int) -> str:
    return f"tables/{table}/{number:06}.jsonl"


def sum_line(digest: str, name: str) -> bytes:
    """As ``sha256sum`` writes it, and ``sha256sum -c`` reads it."""
    return f"{digest}  {name}\n".encode()


@dataclass(frozen=True)
class Entry:
    name: str
    size: int
    at: int  # where its content begins

    @property
    def table(self) -> str:
        """Of which table it is a part; empty for other files."""
        found = PART.fullmatch(self.name)
        return found["table"] if found else ""

    @property
    def picture(self) -> str:
        return self.name.removeprefix(MEDIA) if self.name.startswith(MEDIA) else ""


def entries(file: BinaryIO) -> Iterator[Entry]:
    """Every entry, by its header alone. Raises ``ImportProblem`` for whatever is no plain file of ours."""
    file.seek(0, 2)
    whole, at, ended = file.tell(), 0, False
    if whole < BLOCK:
        raise ImportProblem(f"this is no archive of a paper, or it was cut. {AGAIN}")
    while at + BLOCK <= whole:
        file.seek(at)
        header = file.read(BLOCK)
        if not header.strip(b"\0"):
            ended = True
            break
        found = entry_of(header, at + BLOCK)
        at = found.at + -(-found.size // BLOCK) * BLOCK
        if at > whole:
            break
        yield found
    if not ended:
        raise ImportProblem(f"the archive was cut: its end is missing. {AGAIN}")


def entry_of(header: bytes, at: int) -> Entry:
    name = text(header[345:500]) + ("/" if header[345:346] != b"\0" else "") + text(header[:100])
    try:
        size, told = int(text(header[124:136]) or "x", 8), int(text(header[148:156]).strip() or "x", 8)
    except ValueError:
        size = told = -1
    if size < 0 or sum(header[:148]) + 8 * 32 + sum(header[156:]) != told:
        raise ImportProblem(f"this is no archive of a paper, or it was damaged at byte {at - BLOCK}. {AGAIN}")
    if header[156:157] not in PLAIN:
        raise ImportProblem(
            f"the archive holds {name!r}, which is no plain file. It was not written by Commonpress."
        )
    refuse_strange(name)
    return Entry(name, size, at)


def text(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode("ascii", "replace")


def refuse_strange(name: str) -> None:
    is_picture = name.startswith(MEDIA) and files.NAME.fullmatch(name.removeprefix(MEDIA))
    if not (name in {ABOUT, SUMS} or PART.fullmatch(name) or is_picture):
        raise ImportProblem(
            f"the archive holds {name!r}, which no paper has. It was not written by Commonpress."
        )


def content(file: BinaryIO, entry: Entry, most: int = MOST_PART) -> bytes:
    if entry.size > most:
        raise ImportProblem(f"{entry.name} in the archive has {entry.size} bytes; {most} are allowed.")
    file.seek(entry.at)
    return file.read(entry.size)


@dataclass(frozen=True)
class Whole:
    """What was found when the archive was proved."""

    parts: int
    pictures: int
    name: str  # hash of all its hashes


def prove(path: Path) -> Whole:
    """Read it all once, before anything is written: form, order, version and every hash. Raises ``ImportProblem``."""
    order = [tables.label(table) for table in tables.of_the_archive()]
    parts = pictures = 0
    with path.open("rb") as file, TemporaryFile() as sums:
        last: Entry | None = None
        for entry in entries(file):
            refuse_disorder(last, entry, order)
            if last is None:
                refuse_other(content(file, entry, MOST_ABOUT))
            if entry.name != SUMS:
                sums.write(sum_line(digest(file, entry), entry.name))
            parts, pictures = parts + bool(entry.table), pictures + bool(entry.picture)
            last = entry
        if last is None or last.name != SUMS:
            raise ImportProblem(f"the archive has no {SUMS} at its end: it is not whole. {AGAIN}")
        compare(file, last, sums)
        return Whole(parts, pictures, digest(file, last))


def digest(file: BinaryIO, entry: Entry) -> str:
    found, left = hashlib.sha256(), entry.size
    file.seek(entry.at)
    while left and (piece := file.read(min(CHUNK, left))):
        found.update(piece)
        left -= len(piece)
    return found.hexdigest()


def compare(file: BinaryIO, entry: Entry, sums: BinaryIO) -> None:
    sums.seek(0, 2)
    size = sums.tell()
    sums.seek(0)
    file.seek(entry.at)
    told = 0
    for line in sums:
        said = file.readline(len(line))
        told += len(said)
        if said != line:
            raise ImportProblem(
                f"{line.split()[1].decode()} in the archive is not what its {SUMS} says. {AGAIN}"
            )
    if size != entry.size:
        raise ImportProblem(f"the archive lacks files that its {SUMS} names. {AGAIN}")


def refuse_other(about: bytes) -> None:
    try:
        found = json.loads(about)
        is_ours, version = found["format"] == FORMAT, found["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ImportProblem(f"{ABOUT} in the archive cannot be read. {AGAIN}") from None
    if not is_ours:
        raise ImportProblem("this is no archive of a paper.")
    if version != VERSION:
        raise ImportProblem(
            f"the archive is of version {version!r}, this Commonpress reads version {VERSION}. Install a newer one."
        )


def refuse_disorder(last: Entry | None, entry: Entry, order: list[str]) -> None:
    """The order is part of the form: so nothing comes twice, and tables can be read as they come."""
    if entry.table and entry.table not in order:
        raise ImportProblem(
            f"the archive holds the table {entry.table}, which this version does not know. Install a newer Commonpress."
        )
    if place(last, order) >= place(entry, order) and not (last and last.picture and entry.picture):
        raise ImportProblem(f"{entry.name} in the archive comes twice or out of order. {AGAIN}")


def place(entry: Entry | None, order: list[str]) -> tuple[int, int, int]:
    if entry is None:
        return (-1, 0, 0)
    if found := PART.fullmatch(entry.name):
        return (1, order.index(found["table"]), int(found["number"]))
    return ({ABOUT: 0, SUMS: 3}.get(entry.name, 2), 0, 0)
