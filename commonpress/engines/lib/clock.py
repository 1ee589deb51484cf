"""The one place that knows what time it is; tests freeze it here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_stopped: list[datetime] = []


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _stopped[-1] if _stopped else datetime.now(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """For tests: ``now()`` is ``at`` (aware) inside the block, in every thread."""
    _stopped.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.pop()
