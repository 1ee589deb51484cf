"""What `make bench` measures: rows of figures, each beside its target.

Not here: timed tests; nothing fails because a machine is slow today.
Start with ``run.py``, then a module of ``rows/``.
"""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One figure. ``target`` says what is wanted of it in words a reader can check ("<= 8"), or nothing."""

    row: str
    value: float | str | None
    unit: str
    target: str = ""
    ok: bool = True

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def at_most(row: str, value: float, unit: str, limit: float) -> Row:
    return Row(row, round(value, 3), unit, f"<= {limit:g}", value <= limit)


def at_least(row: str, value: float, unit: str, limit: float) -> Row:
    return Row(row, round(value, 3), unit, f">= {limit:g}", value >= limit)


def told(row: str, value: float, unit: str) -> Row:
    """A figure without a target: to know, and to compare with next time."""
    return Row(row, round(value, 3), unit)


def failed(row: str, unit: str, why: str) -> Row:
    """A figure that could not be had; the reason stands in the place of the target."""
    return Row(row, None, unit, why, ok=False)
