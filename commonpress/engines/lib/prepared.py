"""Queries compiled once. The pages readers open ask the same dozen questions each time; Django builds and compiles each
anew, which was about half of a story page's time. A prepared query keeps the SQL, the joins and the column converters.

It reads what the ``QuerySet`` it was made from would read, through Django's own compiler; its tests hold it to that.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX
from django.db.models.query import get_related_populators

from commonpress.engines.lib import straight

M = TypeVar("M", bound=models.Model)
Row = Sequence[Any]


@dataclass(frozen=True)
class Slot:
    """Where a value goes among the parameters: the value ``name``, or its ``place`` when it is a list."""

    name: str
    place: int = -1


class Plan:
    """One compiled query."""

    def __init__(self, queryset: "models.QuerySet[Any, Any]", slots: dict[Any, Slot]) -> None:
        self.compiler: Any = queryset.query.get_compiler(connection=connection)
        self.sql, parameters = self.compiler.as_sql()
        self.parameters: list[Any] = [
            slots.get(each, each) if isinstance(each, Hashable) else each for each in parameters
        ]
        if is_sqlite():
            self.sql, self.parameters = with_constants(self.sql, self.parameters)
        unused = set(slots.values()) - {each for each in self.parameters if isinstance(each, Slot)}
        if unused:
            raise ValueError(f"values that never reach the query: {sorted(slot.name for slot in unused)}")
        columns = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        if info := self.compiler.klass_info:
            self.model = info["model"]
            self.own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
            self.names = [column[0].target.attname for column in self.compiler.select[self.own]]
            self.related = get_related_populators(info, self.compiler.select, connection.alias)  # type: ignore[call-arg]

    def fetch(self, values: dict[str, Any]) -> Sequence[Row]:
        given: list[Any] = [
            fill(each, values) if isinstance(each, Slot) else each for each in self.parameters
        ]
        rows = straight.ask(self.sql, given)
        return list(self.compiler.apply_converters(rows, self.converters)) if self.converters else rows

    def model_of(self, row: Row) -> Any:
        found = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for populator in self.related:
            populator.populate(row, found)
        return found


class Prepared(Generic[M]):
    """A query with named values. ``build(**values)`` makes its queryset, without prefetching.

    ``samples`` are values of the right types to compile it with; each must occur nowhere else in the query. A list may
    have any length, but each length is compiled once, so keep lists short. An empty list finds nothing.
    """

    def __init__(self, build: Callable[..., "models.QuerySet[M, Any]"], **samples: Any) -> None:
        self.build = build
        self.samples = samples
        self.plans: dict[Hashable, Plan] = {}

    def __call__(self, **values: Any) -> list[M]:
        """The objects found, as ``list(build(**values))`` would give them. One query."""
        if has_empty(values):
            return []
        plan = self._plan(values)
        return [plan.model_of(row) for row in plan.fetch(values)]

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows found, when ``build`` ends in ``values_list``. One query."""
        return [] if has_empty(values) else [tuple(row) for row in self._plan(values).fetch(values)]

    def _plan(self, values: dict[str, Any]) -> Plan:
        lengths = {name: len(value) if isinstance(value, list) else -1 for name, value in values.items()}
        key = (is_sqlite(), *lengths.items())
        if key not in self.plans:
            samples = {name: self._sample(name, length) for name, length in lengths.items()}
            self.plans[key] = Plan(self.build(**samples), slots_of(samples))
        return self.plans[key]

    def _sample(self, name: str, length: int) -> Any:
        """The sample of one value, or as many different ones as a list needs."""
        sample = self.samples[name]
        if length < 0:
            return sample
        return [f"{sample}{n}" if isinstance(sample, str) else sample - n for n in range(length)]


def is_sqlite() -> bool:
    return bool(connections[DEFAULT_DB_ALIAS].vendor == "sqlite")


def with_constants(sql: str, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
    """The statement with its constant words and numbers written out, and the parameters that are left.

    SQLite compiles a statement anew at every question when one of its parameters is compared with a column that a partial
    index has a condition on (``state``): that took half of the time of most questions.
    """
    parts, left = FORMAT_QMARK_REGEX.split(sql), []
    for place, value in enumerate(parameters):
        if isinstance(value, str | int):
            parts[place] += literal(value).replace("%", "%%")
        else:
            parts[place] += "%s"
            left.append(value)
    return "".join(parts), left


def literal(value: str | int) -> str:
    """A constant of ours in SQL."""
    return str(int(value)) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def hold(owner: models.Model, name: str, found: list[M], model: type[M]) -> None:
    """Give ``owner`` what was found for its relation ``name``, as prefetching would: ``.all()`` then asks nobody."""
    queryset: Any = models.QuerySet(model)
    queryset._result_cache, queryset._prefetch_done = found, True
    held = vars(owner).setdefault("_prefetched_objects_cache", {})
    held[name] = queryset


def has_empty(values: dict[str, Any]) -> bool:
    return any(isinstance(value, list) and not value for value in values.values())


def slots_of(samples: dict[str, Any]) -> dict[Any, Slot]:
    slots: dict[Any, Slot] = {}
    for name, sample in samples.items():
        if isinstance(sample, list):
            slots |= {each: Slot(name, place) for place, each in enumerate(sample)}
        else:
            slots[as_parameter(sample)] = Slot(name)
    return slots


def fill(slot: Slot, values: dict[str, Any]) -> Any:
    value = values[slot.name]
    return as_parameter(value) if slot.place < 0 else value[slot.place]


def as_parameter(value: Any) -> Any:
    """A value as the database takes it: SQLite knows no moments."""
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "tzinfo") else value
