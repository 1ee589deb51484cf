"""Hours and days of the paper's zone, as moments in UTC. A zone may be half an hour off, and a day 23 or 25 hours long."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commonpress.engines.site import options


def zone() -> ZoneInfo:
    return options.paper().timezone


def start(at: datetime, where: ZoneInfo | None = None) -> datetime:
    """The start of the hour of the paper's zone that holds ``at``, in UTC."""
    local = at.astimezone(where or zone())
    return at.astimezone(UTC) - timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )


def day(at: datetime, where: ZoneInfo | None = None) -> date:
    """The paper's day that holds ``at``."""
    return at.astimezone(where or zone()).date()


def first(of: date, where: ZoneInfo | None = None) -> datetime:
    """When a day of the paper begins, in UTC: midnight, or the first moment after it where clocks skip midnight."""
    midnight = datetime.combine(of, time(), where or zone())
    return midnight.astimezone(UTC)
