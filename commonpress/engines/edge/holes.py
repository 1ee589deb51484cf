"""Holes: the few words of a kept page that change more often than the page, filled anew without rendering it.

A template leaves a hole by name and subject ("views", "story:42"); the room that owns the name says with ``maker`` what
stands in it. The mark of a hole holds a secret of this process, so no text of a contributor can be taken for one.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

Maker = Callable[[Sequence[str]], Mapping[str, str]]

SECRET = secrets.token_hex(8)
MARK = re.compile(rf"<!--hole {SECRET} ([a-z-]+) ([^ >]+)-->")


class Hole(NamedTuple):
    """Where in a page's bytes the words of one hole stand."""

    name: str
    subject: str
    start: int
    end: int


_makers: dict[str, Maker] = {}


def maker(name: str) -> Callable[[Maker], Maker]:
    """Register who fills the holes of one name: from subjects to markup, escaped; a missing subject leaves nothing."""

    def register(make: Maker) -> Maker:
        _makers[name] = make
        return make

    return register


def mark(name: str, subject: str) -> SafeString:
    return mark_safe(f"<!--hole {SECRET} {name} {subject}-->")  # noqa: S308 (our own names and subjects)


def fill(body: bytes) -> tuple[bytes, tuple[Hole, ...]]:
    """The page with its holes filled, and where they are. One call of each maker, none when there is no hole."""
    if SECRET.encode() not in body:
        return body, ()
    parts = MARK.split(body.decode())  # words, name, subject, words, name, subject, …, words
    wanted = list(zip(parts[1::3], parts[2::3], strict=True))
    return _joined([part.encode() for part in parts[0::3]], wanted)


def refill(body: bytes, holes: Sequence[Hole]) -> tuple[bytes, tuple[Hole, ...]] | None:
    """The page with what stands in its holes now; nothing when that has not changed."""
    words = _made((hole.name, hole.subject) for hole in holes)
    if all(body[hole.start : hole.end] == words[hole.name, hole.subject] for hole in holes):
        return None
    edges = [0, *(edge for hole in holes for edge in (hole.start, hole.end)), len(body)]
    between = [body[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]
    return _joined(between, [(hole.name, hole.subject) for hole in holes], words)


def packed(holes: Sequence[Hole]) -> str:
    """Holes as one word: a tuple of tuples takes ten times the memory, in each of ten thousand pages."""
    return " ".join(f"{name} {subject} {start} {end}" for name, subject, start, end in holes)


def unpacked(word: str) -> tuple[Hole, ...]:
    parts = word.split()
    return tuple(
        Hole(name, subject, int(start), int(end))
        for name, subject, start, end in zip(*(parts[n::4] for n in range(4)), strict=True)
    )


def emptied(body: bytes, holes: Sequence[Hole]) -> bytes:
    """The page with nothing in its holes."""
    edges = [0, *(edge for hole in holes for edge in (hole.start, hole.end)), len(body)]
    return b"".join(body[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2))


def _joined(
    between: Sequence[bytes],
    wanted: Sequence[tuple[str, str]],
    words: Mapping[tuple[str, str], bytes] | None = None,
) -> tuple[bytes, tuple[Hole, ...]]:
    words = _made(wanted) if words is None else words
    pieces, holes, at = [between[0]], [], len(between[0])
    for (name, subject), after in zip(wanted, between[1:], strict=True):
        inside = words[name, subject]
        holes.append(Hole(name, subject, at, at + len(inside)))
        pieces += [inside, after]
        at += len(inside) + len(after)
    return b"".join(pieces), tuple(holes)


def _made(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    asked: dict[str, dict[str, None]] = {}
    for name, subject in wanted:
        asked.setdefault(name, {})[subject] = None
    found: dict[tuple[str, str], bytes] = {}
    for name, subjects in asked.items():
        made = _makers[name](list(subjects))
        found.update({(name, subject): made.get(subject, "").encode() for subject in subjects})
    return found
