"""One kept page: its bytes in every coding, its validators, what stands on it and how old it may become."""

import gzip
import hashlib
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import brotli

from commonpress.engines.edge import compress
from commonpress.engines.edge.holes import Hole, packed, unpacked

Headers = list[tuple[str, str]]

LIFE_SECONDS = (
    3600.0  # then it is rendered anew even if nobody purged it: what depends on the hour comes right
)
# How old the words in its holes may be, the other half of a minute is a cache's in front of us; and for how long of that
# the old words go out while the new ones are fetched, so that nobody waits for a counter.
FILLING_SECONDS = 30.0
FETCHING_SECONDS = 5.0
OVERHEAD_BYTES = (
    5000  # what Python keeps beside the bytes, measured for story pages with thirteen tags and six holes
)


class Variant:
    """One coding of a page, as it goes out."""

    __slots__ = ("body", "etag", "head", "not_modified", "second")

    def __init__(self, body: bytes, etag: str, head: Headers) -> None:
        self.body = body
        self.etag = etag
        self.head = [*head, ("etag", etag), NEW]
        self.not_modified = [each for each in self.head if each[0] not in NOT_OF_304]
        self.second = 0

    def aged(self, seconds: int) -> "Variant":
        """With ``Age`` in its headers; written once a second, not once a request."""
        if seconds != self.second:
            age = ("age", str(seconds))
            self.head = [*self.head[:-1], age]
            self.not_modified = [*self.not_modified[:-1], age]
            self.second = seconds
        return self

    def passing(self) -> "Variant":
        """An old page as it goes out for a moment: a cache in front that was just told to forget it must not keep it."""
        head = [(name, NOT_TO_KEEP if name == "cache-control" else value) for name, value in self.head[:-2]]
        return Variant(self.body, self.etag, head)

    def named(self, name: str) -> "Variant":
        """As it goes out to the one it was made for."""
        made = Variant(self.body, self.etag, self.head[:-2])
        made.head.append((REQUEST, name))
        return made


REQUEST = "x-request-id"
NEW = ("age", "0")
NOT_TO_KEEP = "public, max-age=0, s-maxage=0"
NOT_OF_304 = {"content-type", "content-encoding", "content-language", "content-length"}


@dataclass(slots=True, eq=False)
class Page:
    """What is kept under one key. Times are seconds of the monotonic clock."""

    key: str
    tags: tuple[str, ...]  # each once; a set would take five times the memory
    head: Headers  # without coding, validators and age
    packed_holes: str = ""
    part_tags: tuple[str, ...] = ()  # of those ``tags``, what stands in its parts alone
    last_modified: str = ""
    digest: str = ""
    variants: dict[str, Variant] = field(default_factory=dict)
    filled_at: float = 0.0
    made_at: float = 0.0
    expires_at: float = 0.0
    fresh_until: float = 0.0
    old_until: float = 0.0  # until then it goes out although it is not fresh any more
    stale_since: float | None = None
    is_gone: bool = False
    is_renewable: bool = False  # only its parts are stale
    hits: int = 0

    def variant(self, coding: str) -> Variant:
        found = self.variants.get(coding)
        return found if found else self._make(coding)

    def body(self) -> bytes:
        """The bytes as they are without a coding."""
        plain = self.variants.get("")
        if plain:
            return plain.body
        whole: bytes = brotli.decompress(self.variants["br"].body)
        return whole

    @property
    def holes(self) -> tuple[Hole, ...]:
        return unpacked(self.packed_holes)

    @property
    def content_type(self) -> str:
        return dict(self.head).get("content-type", "")

    def size(self) -> int:
        return OVERHEAD_BYTES + sum(len(variant.body) for variant in self.variants.values())

    def write(self, coded: "Coded", now: float) -> None:
        """Take new bytes."""
        self.packed_holes, self.digest, self.variants = packed(coded.holes), coded.digest, {}
        self._add(coded.coding, coded.body)
        self.filled(now)

    def filled(self, now: float) -> None:
        """The words in the holes are right as of ``now``."""
        self.filled_at = now
        self.old_until = min(now + FILLING_SECONDS, self.expires_at)
        self.fresh_until = min(now + FILLING_SECONDS - FETCHING_SECONDS, self.expires_at)

    def purged(self, now: float, *, old_seconds: float, in_part: bool = False) -> None:
        """Something on it has changed, or in one of its parts alone. From the first change on it may go out ``old_seconds``
        more."""
        self.is_renewable = in_part and (self.is_renewable or self.stale_since is None)
        until = now + old_seconds if self.stale_since is None else min(self.old_until, now + old_seconds)
        self.fresh_until, self.old_until = 0.0, until
        self.stale_since = self.stale_since or now

    def was_purged_within(self, seconds: float, now: float) -> bool:
        return self.stale_since is not None and not self.is_gone and now - self.stale_since < seconds

    def _make(self, coding: str) -> Variant:
        plain = self.variants.get("")
        if plain and self.variants.get("br", plain) is plain:  # too small to be worth a coding
            return self.variants.setdefault(coding, plain)
        body = self.body()
        return self._add(coding, gzip.compress(body, compress.GZIP_LEVEL, mtime=0) if coding else body)

    def _add(self, coding: str, body: bytes) -> Variant:
        etag = f'"{self.digest}-{coding}"' if coding else f'"{self.digest}"'
        coded = [header("content-encoding", coding)] if coding else []
        self.variants[coding] = made = Variant(body, etag, [*self.head, *coded])
        return made


def matches(wanted: str, etag: str) -> bool:
    """Whether an If-None-Match header names ``etag`` (weak comparison, RFC 9110, 13.1.2)."""
    if wanted == etag:
        return True
    return wanted.strip() == "*" or any(each.strip().removeprefix("W/") == etag for each in wanted.split(","))


@lru_cache(maxsize=512)
def coding_for(accepted: str) -> str:
    return compress.choose(accepted)


@dataclass(slots=True)
class Coded:
    """New bytes of a page, in the best coding alone; the others are made when somebody asks for them."""

    coding: str
    body: bytes
    digest: str
    holes: tuple[Hole, ...]


def coded(body: bytes, holes: tuple[Hole, ...], content_type: str) -> Coded:
    """About a millisecond of work, for a thread of the pool."""
    coding = "br" if compress.is_worthwhile(content_type, len(body)) else ""
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    return Coded(coding, compress.compress(body, coding) if coding else body, digest, holes)


def new_page(
    key: str,
    headers: Sequence[tuple[str, str]],
    body: bytes,
    *,
    tags: Iterable[str],
    holes: tuple[Hole, ...] = (),
    part_tags: Iterable[str] = (),
    seconds: float = LIFE_SECONDS,
    now: float | None = None,
) -> Page:
    """A page made this moment, to live ``seconds`` at most."""
    now = time.monotonic() if now is None else now
    lower = [header(name, value) for name, value in headers]
    page = Page(
        key=key,
        tags=own_words(tags),
        part_tags=own_words(part_tags),
        head=[each for each in lower if each[0] not in OURS],
        last_modified=dict(lower).get("last-modified", ""),
        made_at=now,
        expires_at=now + seconds,
    )
    page.write(coded(body, holes, page.content_type), now)
    return page


def own_words(tags: Iterable[str]) -> tuple[str, ...]:
    """Each once, and the same string wherever it stands."""
    return tuple(map(sys.intern, sorted(set(tags))))


OURS = {"content-length", "content-encoding", "etag", "age", "date", "connection", "set-cookie", REQUEST}


def header(name: str, value: str) -> tuple[str, str]:
    """A header with its name in lower case; a value that every page has is held once for all of them."""
    return (sys.intern(name.lower()), value) if name in OWN_VALUES else shared(name, value)


@lru_cache(maxsize=512)
def shared(name: str, value: str) -> tuple[str, str]:
    return sys.intern(name.lower()), value


OWN_VALUES = {"Cache-Tag", "ETag", "Last-Modified", "surrogate-key", "Content-Length"}  # of each page another
