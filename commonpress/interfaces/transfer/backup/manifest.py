"""What one backup consists of. It is written last, so a backup without one does not exist."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

MOMENT = re.compile(r"\d{8}T\d{6}Z", re.ASCII)


def inside(name: str) -> str:
    """A file's name that cannot lead out of the folder it is put into."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or "\0" in name:
        raise ValueError("leads out of its folder")
    if path.as_posix() != name:
        raise ValueError("is not written plainly")
    return name


ObjectName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, AfterValidator(inside)]
SqlName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Table(Part):
    """``digest`` does not depend on the order of the rows (``tally.py``)."""

    rows: int
    digest: str


class Rows(Part):
    """One table of PostgreSQL: its rows in COPY's text form, cut into pieces."""

    columns: list[SqlName]
    pieces: list[ObjectName]


class File(Part):
    name: FileName
    size: int
    changed: int  # nanoseconds since 1970; says whether it must be read again
    sha256: str
    pieces: list[ObjectName]


class Manifest(Part):
    """``began`` and ``seen`` stand around the moment the database was read at: what was acknowledged before the first is in
    it, what began after the second is not."""

    format: Literal[1] = 1
    program: str
    moment: Annotated[str, StringConstraints(pattern=rf"^{MOMENT.pattern}$")]
    began: str
    seen: str
    vendor: Literal["sqlite", "postgresql"]
    migrations: list[tuple[str, str]]
    tables: dict[SqlName, Table]
    pages: list[ObjectName] = []  # SQLite: the database file
    rows: dict[SqlName, Rows] = {}  # PostgreSQL
    media: list[File]
    gone: list[FileName] = []  # pictures removed while the backup was made: the database may still list them
    settings: list[ObjectName] = []  # paper.env, only in a sealed backup

    @property
    def bytes_of_media(self) -> int:
        return sum(file.size for file in self.media)

    @property
    def row_count(self) -> int:
        return sum(table.rows for table in self.tables.values())
