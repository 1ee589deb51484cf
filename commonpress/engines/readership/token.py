"""What a page carries for each thing that may be counted: the paper's word that it showed this, in this hour.

A token is printable and needs no quoting in an attribute: 16 characters of signature (96 bits of HMAC-SHA256 in base64url),
four of the hour it was made in (hours since 1970 in base 36), one of the kind, and the subject as it is. It is the same
for everybody and for all of its hour, so that pages may be kept; that a reader counts once is judged elsewhere.
"""

import base64
import hashlib
import hmac
import re
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils.encoding import force_bytes

from commonpress.engines.lib import clock
from commonpress.engines.readership.models import SUBJECT, Kind

LIFE = 24  # hours: pages stay in caches and in tabs
SLACK = timedelta(minutes=5)  # how far the clocks of two nodes may differ
LONGEST = 16 + 4 + 1 + SUBJECT
SALT = b"commonpress.readership.token:"
KINDS = {"s": Kind.SEEN.value, "c": Kind.CLICKED.value}
LETTERS = {kind: letter for letter, kind in KINDS.items()}
NAMES = re.compile(rf"[a-z0-9:._-]{{1,{SUBJECT}}}")
FORM = re.compile(rf"([A-Za-z0-9_-]{{16}})(([0-9a-z]{{4}})([sc])([a-z0-9:._-]{{1,{SUBJECT}}}))")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def make(subject: str, kind: str = Kind.SEEN, now: datetime | None = None) -> str:
    """A token for ``subject``. Raises ``ValueError`` for a name with other than lower-case letters, digits and ``:._-``."""
    if not NAMES.fullmatch(subject):
        raise ValueError(f"no name for something that is counted: {subject!r}")
    said = f"{base36(hour_of(now or clock.now()))}{LETTERS[kind]}{subject}"
    return sign(said, settings.SECRET_KEY) + said


def read(token: str, now: datetime | None = None) -> tuple[str, str] | None:
    """The subject and kind a token speaks of; nothing when it is forged, altered, of the future, or over a day old."""
    now = now or clock.now()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return read_within(token, hour_of(now) - LIFE, hour_of(now + SLACK), secrets)


@lru_cache(maxsize=4096)
def read_within(
    token: str, first: int, last: int, secrets: tuple[str | bytes, ...]
) -> tuple[str, str] | None:
    """A token is the same for all who see its page in an hour, so the same verdict is asked for again and again."""
    found = FORM.fullmatch(token)
    if not found:
        return None
    signature, said, made, letter, subject = found.groups()
    if not first <= int(made, 36) <= last or not is_signed(signature, said, secrets):
        return None
    return subject, KINDS[letter]


def is_signed(signature: str, said: str, secrets: tuple[str | bytes, ...]) -> bool:
    return any(hmac.compare_digest(signature, sign(said, secret)) for secret in secrets)


def sign(said: str, secret: str | bytes) -> str:
    digest = hmac.digest(key_from(secret), said.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:12]).decode()


@lru_cache(maxsize=4)
def key_from(secret: str | bytes) -> bytes:
    """A key for this purpose alone, so that nothing else signed with the paper's secret can pass for a token."""
    return hashlib.sha256(SALT + force_bytes(secret)).digest()


def hour_of(at: datetime) -> int:
    return int(at.timestamp()) // 3600


def base36(number: int) -> str:
    digits = ""
    while number:
        number, last = divmod(number, 36)
        digits = DIGITS[last] + digits
    return digits
