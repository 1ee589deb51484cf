"""Times as machines write them. All are UTC: a feed or a sitemap needs no zone of its own."""

from datetime import UTC, datetime
from email.utils import format_datetime


def rfc3339(at: datetime) -> str:
    """``2026-11-23T18:30:00Z``; also ISO 8601 and the W3C's date and time format."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def rfc822(at: datetime) -> str:
    """``Mon, 23 Nov 2026 18:30:00 +0000``, as RSS wants it, with four digits of the year."""
    return format_datetime(at.astimezone(UTC))
