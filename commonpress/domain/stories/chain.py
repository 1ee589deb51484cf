"""The corrections log proves itself: each row holds the digest of the one before it and its own.

A digest is SHA-256 over canonical JSON (keys sorted, no spaces, UTF-8) of the row's facts and the previous digest. The
revisions of one story are one chain, the corrections of the whole paper another, which holds those of its revisions.
Whoever alters, removes or inserts a row breaks the chain there. The format is for ever: stored digests depend on it.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db import connection

CHAIN = 0x434F5252  # any number that no other lock of ours has


def alone() -> None:
    """Wait until nobody else adds to the chain of corrections; SQLite's transactions begin so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN])


def of_revision(previous: str, row: Any) -> str:
    """``row`` is a ``Revision``, or anything with its columns."""
    return digest(
        previous,
        story=row.story_id,
        number=row.number,
        headline=row.headline,
        standfirst=row.standfirst,
        body=row.body,
        weight=str(row.weight),
        at=moment(row.at),
    )


def of_correction(previous: str, row: Any, before: str, after: str) -> str:
    """``before`` and ``after`` are the digests of its two revisions."""
    return digest(previous, story=row.story_id, before=before, after=after, note=row.note, at=moment(row.at))


def digest(previous: str, **facts: Any) -> str:
    canonical = json.dumps(
        {"previous": previous, **facts}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
