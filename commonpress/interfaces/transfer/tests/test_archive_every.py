"""Papers with rows in every table, drawn by lot: out, in and out again they are the same file."""

import string
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, models, transaction

from commonpress.interfaces.transfer.archive import rows, tables
from commonpress.interfaces.transfer.archive.tables import Table, label
from commonpress.interfaces.transfer.archive.take import SHOWN, take
from commonpress.interfaces.transfer.archive.write import export

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 2  # rows of a table
SIGNS = string.printable + "șțăâîȘȚ„”–\u00a0\u0301\u200d\u2028🚢\ue000\uffff\x7f\x85"


def text(lot: Random) -> str:
    return "".join(lot.choices(SIGNS, k=lot.randrange(40)))


def moment(lot: Random) -> datetime:
    return datetime(1971, 1, 1, tzinfo=UTC) + timedelta(microseconds=lot.randrange(4 * 10**15))


def thing(lot: Random) -> Any:
    """What JSON may hold, but for nothing at all."""
    kinds: list[Callable[[], Any]] = [
        lambda: text(lot),
        lambda: lot.randrange(-(2**53), 2**53),
        lambda: lot.random() < 0.5,
        lambda: [thing(lot), None],
        lambda: {text(lot): thing(lot), "b": None, "a": 1},
        dict,
        list,
    ]
    return lot.choice(kinds)()


KINDS: list[tuple[type, Callable[[Random], Any]]] = [
    (models.BooleanField, lambda lot: lot.random() < 0.5),
    (models.SmallIntegerField, lambda lot: lot.randrange(1, 2**15)),
    (models.PositiveSmallIntegerField, lambda lot: lot.randrange(1, 2**15)),
    (models.BigIntegerField, lambda lot: lot.randrange(1, 2**63)),
    (models.IntegerField, lambda lot: lot.randrange(1, 2**31)),
    (models.FloatField, lambda lot: lot.uniform(-1000, 1000)),
    (models.DecimalField, lambda lot: Decimal(lot.randrange(10000)) / 100),
    (models.DateTimeField, moment),
    (models.DateField, lambda lot: moment(lot).date()),
    (models.DurationField, lambda lot: timedelta(microseconds=lot.randrange(10**13))),
    (models.BinaryField, lambda lot: lot.randbytes(20)),
    (models.JSONField, thing),
    (models.CharField, text),
    (models.TextField, text),
]
# What a rule of the database wants of a column; the number is the row's.
RULED: dict[str, Callable[[int], Any]] = {
    "media.Picture.name": lambda number: f"{number:02x}/{'0' * 30}.jpg",
    "media.Picture.renditions": lambda _: [],
    "sponsors.Campaign.starts_at": lambda _: datetime(2026, 1, 1, tzinfo=UTC),
    "sponsors.Campaign.ends_at": lambda _: datetime(2026, 2, 1, tzinfo=UTC),
    "conversation.Comment.depth": lambda number: number,
}
NEEDED = {f"stories.Story.{name}" for name in ("due_at", "path", "published_at", "updated_at")} | {
    "sponsors.Campaign.amount"
}


@pytest.mark.parametrize("seed", range(4))
def test_a_paper_with_something_in_every_table_comes_back_byte_for_byte(seed: int, tmp_path: Path) -> None:
    lot = Random(seed)
    rows.empty(tables.everything_but_kinds(), DEFAULT_DB_ALIAS)
    with transaction.atomic():
        for table in tables.everything_but_kinds():
            fill(table, lot)
    assert [label(each) for each in tables.of_the_archive() if each._base_manager.count() < EACH] == []
    first, again = tmp_path / "first.tar", tmp_path / "again.tar"
    export(first)
    rows.empty(tables.everything_but_kinds(), DEFAULT_DB_ALIAS)
    take(first)
    export(again)
    assert again.read_bytes() == first.read_bytes()


def fill(table: Table, lot: Random) -> None:
    for number in range(1, EACH + 1):
        row = [value(table, field, number, lot) for field in rows.columns(table)]
        rows.insert(table, [row], DEFAULT_DB_ALIAS)


def value(table: Table, field: Any, number: int, lot: Random) -> Any:
    name = f"{label(table)}.{field.name}"
    if name in RULED:
        return RULED[name](number)
    if field.remote_field:
        return points_to(table, field, number)
    if isinstance(field, models.UUIDField):
        return uuid.UUID(int=number)
    if field.primary_key:
        return number if isinstance(field, models.IntegerField) else f"key{number}"
    if field.null and name not in NEEDED and lot.random() < 0.5:
        return None
    if field.choices:
        return lot.choice([choice for choice, _ in field.flatchoices])
    drawn = next(way for kind, way in KINDS if isinstance(field, kind))(lot)
    if isinstance(field, models.CharField | models.TextField):
        drawn = f"{number}{drawn}"[: field.max_length or 100]  # no two are the same where they must not be
    way = SHOWN.get((label(table), field.attname))
    return way(drawn) if way else drawn


def points_to(table: Table, field: Any, number: int) -> Any:
    """The first to the first and the second to the second, none to itself; a second column to the other row."""
    target = field.related_model
    if target is table:
        return None if field.null else number
    before = [one for one in rows.columns(table) if one.related_model is target and one.name < field.name]
    found = list(target._base_manager.order_by("pk").values_list(field.target_field.attname, flat=True))
    return found[(number - 1 + len(before)) % len(found)]
