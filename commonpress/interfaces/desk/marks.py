"""What the checks found, marked in the text itself. Spans count in the plain words; the marks stand in the HTML."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A tag, an entity, or one character of text: the three things the sanitiser's output is made of.
PIECE = re.compile(r"<[^<>]*>|&[a-zA-Z0-9#]+;|[^<&]+|[<&]")


@dataclass(frozen=True)
class Mark:
    """From ``start`` to before ``end`` in the plain words; ``number`` is the finding's on the page."""

    start: int
    end: int
    number: int
    severity: str


def in_html(body: str, plain: str, marks: Iterable[Mark]) -> str:
    """``body`` (sanitised) with its marks. ``plain`` is ``html.to_text(body)``; only its white space differs."""
    return "".join(Writer(plain, list(marks)).written(body))


def in_line(words: str, marks: Iterable[Mark]) -> str:
    """One line of plain text as HTML with its marks."""
    return in_html(escape(words, quote=False), words, marks)


def solid_places(plain: str) -> list[int]:
    """For each place in ``plain``, how many characters that are no space stand before it."""
    found, count = [0], 0
    for character in plain:
        count += not character.isspace()
        found.append(count)
    return found


class Writer:
    """Walks the pieces of the HTML and counts what is no space, as ``plain`` does."""

    def __init__(self, plain: str, marks: list[Mark]) -> None:
        places = solid_places(plain)
        last = len(plain)
        ranges = (
            (places[min(max(mark.start, 0), last)], places[min(max(mark.end, 0), last)], mark)
            for mark in marks
        )
        self.ranges = sorted(((a, b, mark) for a, b, mark in ranges if a < b), key=lambda each: each[:2])
        self.edges = sorted({edge for a, b, _mark in self.ranges for edge in (a, b)})
        self.count = 0
        self.named: set[int] = set()

    def written(self, body: str) -> Iterator[str]:
        for piece in PIECE.findall(body):
            if piece.startswith("<") and len(piece) > 1:
                yield piece
            else:
                yield from self.text(piece)

    def text(self, piece: str) -> Iterator[str]:
        """One run of text or one entity, cut where a mark begins or ends."""
        if piece.startswith("&") and len(piece) > 1:
            yield self.dressed(piece, solid(unescape(piece)))
            return
        start = 0
        for end in self.cuts(piece):
            part = piece[start:end]
            yield self.dressed(escape(part, quote=False) if part in "<&" else part, solid(part))
            start = end

    def cuts(self, piece: str) -> Iterator[int]:
        """Where to cut ``piece``: at each edge within it, and at its end."""
        count = self.count
        ahead = [edge for edge in self.edges if edge > count]
        for place, character in enumerate(piece):
            if ahead and count == ahead[0] and place:
                yield place
                ahead.pop(0)
            count += not character.isspace()
        yield len(piece)

    def dressed(self, part: str, length: int) -> str:
        here = [mark for a, b, mark in self.ranges if a <= self.count < b] if length else []
        self.count += length
        if not here:
            return part
        worst = max(here, key=lambda mark: ORDER.index(mark.severity))
        return f'<mark class="found found-{worst.severity}"{self.anchor(here)}>{part}</mark>'

    def anchor(self, here: list[Mark]) -> str:
        """The first place of each finding bears its name, so that a link leads there."""
        fresh = [mark.number for mark in here if mark.number not in self.named]
        self.named.update(fresh[:1])
        return f' id="found-{fresh[0]}"' if fresh else ""


def solid(text: str) -> int:
    return sum(not character.isspace() for character in text)


ORDER = ("note", "warn", "hold")


WORDS = re.compile(r"\S+|\s+")


def differing(here: str, there: str) -> tuple[SafeString, SafeString]:
    """Two passages as HTML, with what one has and the other has not marked, word for word."""
    ours, theirs = WORDS.findall(here), WORDS.findall(there)
    left: list[SafeString] = []
    right: list[SafeString] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        left.append(piece("".join(ours[a:b]), kind == "equal"))
        right.append(piece("".join(theirs[c:d]), kind == "equal"))
    return joined(left), joined(right)


def joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((one,) for one in pieces))


def piece(words: str, is_same: bool) -> SafeString:
    whole = is_same or not words.strip()
    return format_html("{}" if whole else '<mark class="differs">{}</mark>', words)
