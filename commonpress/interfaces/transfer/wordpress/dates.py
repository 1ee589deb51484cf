"""When a thing was written, from the three dates an export gives it, any of which may be 0000-00-00."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

FORM = "%Y-%m-%d %H:%M:%S"
YEARS = range(1900, 2201)
NEVER = frozenset({"", "0000-00-00 00:00:00"})


@dataclass(frozen=True)
class When:
    """``wrong`` is a date that was given and is no date."""

    at: datetime | None
    wrong: str = ""


def when(date_gmt: str, date: str, pub_date: str, zone: ZoneInfo) -> When:
    """The moment in UTC: GMT first, else the local one in the paper's zone, else RSS's own."""
    wrong = next((given for given in (date_gmt, date) if given not in NEVER and not read(given)), "")
    local = read(date)
    if found := read(date_gmt):
        return When(found.replace(tzinfo=UTC), wrong)
    if local:
        return When(local.replace(tzinfo=zone).astimezone(UTC), wrong)
    return When(published(pub_date), wrong)


def read(given: str) -> datetime | None:
    try:
        found = datetime.strptime(given, FORM)  # noqa: DTZ007 (the caller knows the zone)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def published(given: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.astimezone(UTC) if found.year in YEARS and found.year > min(YEARS) else None
