"""The key of the day, and what it makes of a reader.

Every day of the paper has 32 random bytes, shared by all processes through the database. A reader is the keyed hash of the
network, the user agent and the languages; when the day is over its key is destroyed, and nobody, not even the owner with
a list of all addresses, can find a reader in what was stored. In a day's first half hour the former day's key is still
there, so that nobody counts again because midnight went by.
"""

import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import blake2b
from socket import AF_INET, AF_INET6, inet_pton
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Value

from commonpress.engines.readership import hours
from commonpress.engines.readership.beacon import Who
from commonpress.engines.readership.models import NETWORK, READER, DayKey

HALF_HOUR = timedelta(minutes=30)
BYTES = 32
MAPPED = bytes(10) + b"\xff\xff"  # ::ffff:192.0.2.1 is 192.0.2.1
RELOAD_SECONDS = 60.0  # the owner may have moved the paper to another zone


@dataclass(frozen=True)
class Day:
    """A day of the paper as it stands at a moment: its key, the former one as long as it is looked at, and the zone."""

    day: date
    key: bytes = field(repr=False)
    former: bytes | None = field(repr=False)
    zone: ZoneInfo
    until: float = 0.0  # time.monotonic()


class _Held:
    lock = threading.Lock()
    day: Day | None = None


def today(now: datetime) -> Day:
    """The day's keys, made if nobody made them yet. Asks the database once a minute, at midnight and half an hour after.

    Call it outside a transaction: a key must be there for good before anybody is known by it. Inside one (tests) it is
    not remembered.
    """
    held = _Held.day
    if held and held.until > time.monotonic() and is_right(held, now) and not connection.in_atomic_block:
        return held
    with _Held.lock:
        found = load(now)
        _Held.day = None if connection.in_atomic_block else found
    return found


def is_right(held: Day, now: datetime) -> bool:
    return held.day == hours.day(now, held.zone) and (held.former is None) == is_over(now, held.zone)


def is_over(now: datetime, zone: ZoneInfo) -> bool:
    """Whether nobody of the former day may still be recognised: half an hour of the day has gone by."""
    return now >= hours.first(hours.day(now, zone), zone) + HALF_HOUR


def load(now: datetime) -> Day:
    zone = hours.zone()
    day = hours.day(now, zone)
    former = None if is_over(now, zone) else key_of(day - timedelta(days=1))
    return Day(day, made(day), former or None, zone, time.monotonic() + RELOAD_SECONDS)


def key_of(day: date) -> bytes | None:
    found = DayKey.objects.filter(day=day).values_list("key", flat=True).first()
    return bytes(found) if found else None


def made(day: date) -> bytes:
    """The key of a day; of all processes that make one at the same time, the first one's stays."""
    if key := key_of(day):
        return key
    DayKey.objects.bulk_create([DayKey(day=day, key=secrets.token_bytes(BYTES))], ignore_conflicts=True)
    return bytes(DayKey.objects.values_list("key", flat=True).get(day=day))


def forget(now: datetime) -> None:
    """Let go of keys this process remembers and may not use any more; a quiet process would keep them otherwise."""
    held = _Held.day
    if held and not is_right(held, now):
        _Held.day = None


def destroy(before: date) -> int:
    """Destroy the keys of the days before ``before``, overwriting them first; say how many there were."""
    old = DayKey.objects.filter(day__lt=before)
    old.update(key=Value(bytes(BYTES)))
    return old.delete()[0]


def names(who: Who, day: Day) -> tuple[str, str, str]:
    """What a reader is called today: reader (32 hex digits), network (16), and the reader of the former day or ``""``."""
    where = network_of(who.address)
    said = b"\0".join((where, f"{who.user_agent}\0{who.accept_language}".encode("utf-8", "replace")))
    former = hashed(said, day.former, READER) if day.former else ""
    return hashed(said, day.key, READER), hashed(where, day.key, NETWORK), former


def hashed(said: bytes, key: bytes, digits: int) -> str:
    person = b"reader" if digits == READER else b"network"
    return blake2b(said, key=key, digest_size=digits // 2, person=person).hexdigest()


def network_of(address: str) -> bytes:
    """The IPv4 address, or the first 64 bits of an IPv6 one: what a household has. Empty for what is no address."""
    if ":" not in address:
        return packed(AF_INET, address)
    found = packed(AF_INET6, address)
    return found[12:] if found.startswith(MAPPED) else found[:8]


def packed(family: int, address: str) -> bytes:
    try:
        return inet_pton(family, address)
    except (OSError, ValueError):
        return b""
