"""A row as one line of JSON, the same whatever database it lies in, and back.

Moments are UTC to the microsecond ("2026-11-26T03:00:00.000000Z"), days "2026-11-26", decimals and identifiers text, bytes
base64; names stand in their alphabet's order, in objects within a field as well.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models.functions import Collate
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string

from commonpress.interfaces.transfer.archive.tables import Table, label
from commonpress.interfaces.transfer.problem import ImportProblem

AT_ONCE = 500  # rows
Row = list[Any]


def columns(table: Table) -> list[Any]:
    return list(table._meta.concrete_fields)


def read(table: Table, using: str) -> Iterator[tuple[Any, ...]]:
    """All rows by their key, in an order that no database's own rules change; memory stays flat."""
    key: Any = models.F("pk")
    if connections[using].vendor == "postgresql" and isinstance(
        root(table._meta.pk), (models.CharField, models.TextField)
    ):
        key = Collate("pk", "C")
    names = [field.attname for field in columns(table)]
    return iter(
        table._base_manager.using(using).order_by(key).values_list(*names).iterator(chunk_size=AT_ONCE)
    )


def lines(table: Table, using: str) -> Iterator[bytes]:
    write = writer(table)
    for row in read(table, using):
        yield write(row)


def writer(table: Table) -> Callable[[tuple[Any, ...]], bytes]:
    ways = [(field.attname, plain(field)) for field in columns(table)]
    return lambda row: line({name: way(value) for (name, way), value in zip(ways, row, strict=True)})


def line(row: dict[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:  # half a sign, which only an escape can write
        return json.dumps(row, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def root(field: Any) -> Any:
    """The field whose values a foreign key holds."""
    while getattr(field, "target_field", None) is not None and field.remote_field:
        field = field.target_field
    return field


def plain(field: Any) -> Callable[[Any], Any]:
    """How a value of the field is written."""
    way = next((way for kind, way in WRITTEN if isinstance(root(field), kind)), None)
    return (lambda value: None if value is None else way(value)) if way else (lambda value: value)


def moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


WRITTEN: list[tuple[type, Callable[[Any], Any]]] = [
    (models.DateTimeField, moment),
    (models.DateField, date.isoformat),
    (models.TimeField, time.isoformat),
    (models.DurationField, duration_iso_string),
    (models.DecimalField, lambda value: f"{value:f}"),
    (models.BinaryField, lambda value: b64encode(bytes(value)).decode()),
    (models.UUIDField, str),
]


def back(table: Table) -> Callable[[bytes], Row]:
    """How a line becomes the values of a row, in the order of ``columns``. It raises ``ImportProblem``."""
    ways = [(field, reading(field)) for field in columns(table)]
    known = {field.attname for field, _ in ways}

    def take(given: bytes) -> Row:
        row = parsed(given, table)
        if strange := sorted(row.keys() - known):
            raise ImportProblem(
                f"{label(table)} has columns this version does not know: {', '.join(strange[:3])}. The archive is of a"
                " newer Commonpress: install that version, then import."
            )
        return [one(table, field, way, row) for field, way in ways]

    return take


def parsed(given: bytes, table: Table) -> dict[str, Any]:
    try:
        row = json.loads(given.decode())  # of bytes it would guess the encoding, line by line
    except (ValueError, RecursionError):
        raise ImportProblem(f"a line of {label(table)} is no JSON: {given[:60]!r}") from None
    if not isinstance(row, dict):
        raise ImportProblem(f"a line of {label(table)} is no object: {given[:60]!r}")
    return row


def one(table: Table, field: Any, way: Callable[[Any], Any], row: dict[str, Any]) -> Any:
    """A column an older archive lacks has its default."""
    if field.attname not in row:
        if not (field.has_default() or field.null or field.empty_strings_allowed):
            raise ImportProblem(
                f"{label(table)} lacks the column {field.attname}, and nothing can stand in for it."
            )
        return field.get_default()
    value = row[field.attname]
    try:
        if value is None:
            if not field.null and not isinstance(field, models.JSONField):
                raise ValueError
            return None
        return way(value)
    except (ValueError, TypeError, InvalidOperation, OverflowError):
        raise ImportProblem(
            f"{label(table)}: {str(value)[:60]!r} cannot stand in the column {field.attname}."
        ) from None


def reading(field: Any) -> Callable[[Any], Any]:
    return next(way for kind, way in READ if isinstance(root(field), kind))


def of_kind(*kinds: type) -> Callable[[Any], Any]:
    def take(value: Any) -> Any:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise TypeError
        return value

    return take


def text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:  # which PostgreSQL does not take
        raise ValueError
    return value


def moment_of(value: Any) -> datetime:
    if not text(value).endswith("Z"):
        raise ValueError
    return datetime.fromisoformat(value)


def duration_of(value: Any) -> timedelta:
    found = parse_duration(text(value))
    if found is None:
        raise ValueError
    return found


READ: list[tuple[type, Callable[[Any], Any]]] = [
    (models.DateTimeField, moment_of),
    (models.DateField, lambda value: date.fromisoformat(text(value))),
    (models.TimeField, lambda value: time.fromisoformat(text(value))),
    (models.DurationField, duration_of),
    (models.DecimalField, lambda value: Decimal(text(value))),
    (models.BinaryField, lambda value: b64decode(text(value), validate=True)),
    (models.UUIDField, lambda value: UUID(text(value))),
    (models.JSONField, lambda value: value),
    (models.BooleanField, of_kind(bool)),
    (models.FloatField, of_kind(float, int)),
    (models.IntegerField, of_kind(int)),
    (models.Field, text),
]


# Both databases take these values as they were read; asking the fields costs more than the database does.
AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.FloatField,
)


def insert(table: Table, rows: list[Row], using: str) -> None:
    """As they are: nothing of the models' own fills in a moment or a default."""
    connection = connections[using]
    fields = columns(table)
    ways = [None if isinstance(root(field), AS_THEY_ARE) else field.get_db_prep_save for field in fields]
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [
        [way(value, connection) if way else value for way, value in zip(ways, row, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(table._meta.db_table)} ({names}) VALUES ({marks})", values)  # noqa: S608


def empty(tables: list[Table], using: str) -> None:
    """Take away all rows, those that point to others first."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in reversed(tables):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table._meta.db_table)}")  # noqa: S608 (our schema)
