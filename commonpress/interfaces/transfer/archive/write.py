"""Write the whole paper into one archive, as it was at one moment. Start here."""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from commonpress.engines.lib import durable
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.interfaces.transfer.archive import aside, form, rows, tables
from commonpress.interfaces.transfer.archive.tables import Table, label

Progress = Callable[[int, int, str], None]
PIECE = 1024 * 1024  # bytes of lines after which a part ends


@dataclass
class Written:
    rows: int = 0
    files: int = 0
    missing: int = 0  # files the database lists and the paper does not have
    bytes: int = 0


def export(target: Path, *, progress: Progress = lambda *_: None) -> Written:
    """The file is there whole or not at all, for the operator alone, to outlive a power cut. Raises ``OSError``."""
    with durable.replacing(target, durable.OPERATORS) as file:
        with aside.one_moment() as using:
            done = Writing(file).whole(using, progress)
        done.bytes = file.tell()
    durable.sync(target.parent)
    return done


class Writing:
    """One archive in the making: its parts one after the other, their hashes last."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.done = Written()
        self.sums: BinaryIO = TemporaryFile()  # noqa: SIM115 (closed by ``whole``)

    def whole(self, using: str, progress: Progress) -> Written:
        with self.sums:
            self.add(form.ABOUT, about())
            wanted = tables.of_the_archive()
            for number, table in enumerate(wanted):
                progress(number, len(wanted), label(table))
                self.table(table, using)
            self.pictures(using, progress)
            self.end()
        return self.done

    def end(self) -> None:
        size = self.sums.tell()
        self.sums.seek(0)
        self.file.write(header(form.SUMS, size))
        shutil.copyfileobj(self.sums, self.file)
        self.pad(form.BLOCK)
        self.file.write(bytes(2 * form.BLOCK))
        self.pad(tarfile.RECORDSIZE)

    def pad(self, to: int) -> None:
        self.file.write(bytes(-self.file.tell() % to))

    def table(self, table: Table, using: str) -> None:
        for number, part in enumerate(parts(self.counted(rows.lines(table, using))), start=1):
            self.add(form.part_name(label(table), number), part)

    def counted(self, found: Iterable[bytes]) -> Iterator[bytes]:
        for row in found:
            self.done.rows += 1
            yield row

    def pictures(self, using: str, progress: Progress) -> None:
        total = Picture.objects.using(using).count()
        for number, picture in enumerate(Picture.objects.using(using).order_by("pk").iterator(), start=1):
            for name in sorted(picture.files):
                self.picture(name)
            progress(number, total, picture.name)

    def picture(self, name: str) -> None:
        try:
            data = files.here(name).read_bytes()
        except FileNotFoundError:
            self.done.missing += 1
            return
        self.done.files += 1
        self.add(f"{form.MEDIA}{name}", data)

    def add(self, name: str, data: bytes) -> None:
        self.file.write(header(name, len(data)))
        self.file.write(data)
        self.pad(form.BLOCK)
        self.sums.write(form.sum_line(hashlib.sha256(data).hexdigest(), name))


def parts(found: Iterable[bytes]) -> Iterator[bytes]:
    part = bytearray()
    for row in found:
        part += row
        if len(part) >= PIECE:
            yield bytes(part)
            part.clear()
    if part:
        yield bytes(part)


def header(name: str, size: int) -> bytes:
    """No time, no owner: the same paper gives the same bytes."""
    found = tarfile.TarInfo(name)
    found.size, found.mode = size, 0o600
    return found.tobuf(tarfile.USTAR_FORMAT)


def about() -> bytes:
    last = dict(sorted(MigrationRecorder(connection).applied_migrations()))  # of an app's, the last stays
    said = {"format": form.FORMAT, "version": form.VERSION, "migrations": last}
    return json.dumps(said, indent=1, sort_keys=True).encode() + b"\n"
