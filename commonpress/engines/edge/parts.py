"""Parts: a stretch of a kept page that shows other things than the page is about, and is made anew without the rest.

A story page tells of four other stories. When one of them changes, its few lines are asked for again, at a fifth of what
the whole page costs. A template puts a part between two marks, which are holes that hold nothing; the room that owns its
name says with ``maker`` what stands between them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from django.utils.safestring import SafeString

from commonpress.engines.edge import holes
from commonpress.engines.edge.holes import Hole

END = "end"


class Made(NamedTuple):
    """What stands in a part now, with the marks of its holes, and the cache tags of what it shows."""

    markup: str
    tags: Iterable[str]


Maker = Callable[[str], Made]
_makers: dict[str, Maker] = {}


class Whole(Exception):
    """A maker says that its part cannot be made alone: the page is to be made as a whole."""


class Renewed(NamedTuple):
    body: bytes
    holes: tuple[Hole, ...]
    tags: frozenset[str]  # of what stands in the parts


def maker(name: str) -> Callable[[Maker], Maker]:
    """Register who makes the parts of one name, from the subject. It may raise ``Whole``."""

    def register(make: Maker) -> Maker:
        _makers[name] = make
        holes.maker(name)(nothing)
        return make

    return register


@holes.maker(END)
def nothing(subjects: Sequence[str]) -> Mapping[str, str]:
    return {}


def begin(name: str, subject: str) -> SafeString:
    return holes.mark(name, subject)


def end(subject: str) -> SafeString:
    return holes.mark(END, subject)


def renewed(body: bytes, found: Sequence[Hole]) -> Renewed | None:
    """The page with its parts as they are now and its holes filled; nothing when it must be made as a whole."""
    with suppress(Whole):
        pieces, tags = reopened(body, found)
        return Renewed(*holes.fill(b"".join(pieces)), frozenset(tags))
    return None


def reopened(body: bytes, found: Sequence[Hole]) -> tuple[list[bytes], list[str]]:
    """The page with marks in place of what filled its holes, and its parts made anew."""
    pieces: list[bytes] = []
    tags: list[str] = []
    at, inside = 0, ""
    for hole in found:
        if inside and (hole.name, hole.subject) != (END, inside):
            continue  # a hole of the old part
        if not inside:
            pieces.append(body[at : hole.start])
        pieces.append(holes.mark(hole.name, hole.subject).encode())
        at, inside = hole.end, ""
        if make := _makers.get(hole.name):
            markup, its = make(hole.subject)
            pieces.append(markup.encode())
            tags += its
            inside = hole.subject
    return [*pieces, body[at:]], tags
