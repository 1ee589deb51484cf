"""Which words of a body are quotation, and whether it says of whom: a quotation with its source is honest work."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commonpress.engines.checks.matter import Matter
from commonpress.engines.lib import html

# Marks for the places where an element begins and ends; private characters, taken out of what the author wrote.
MARKS = {"blockquote": "\ue000\ue001", "q": "\ue000\ue001", "cite": "\ue002\ue003", "a": "\ue002\ue003"}
MARK = re.compile("[\ue000-\ue003]")
ELEMENT = re.compile(r"<(/?)(blockquote|q|cite|a)\b([^<>]*)>")
AWAY = re.compile(r'href="https?://')
# Within one paragraph, of twelve characters at least. Each pair of marks by itself: other marks may stand inside.
PAIRS = (*zip("“„„«»", "””“»«", strict=True), ('"', '"'), ("”", "”"))
QUOTED = re.compile("|".join(f"{opened}[^{opened}{closed}\n]{{12,}}{closed}" for opened, closed in PAIRS))


@dataclass(frozen=True)
class Line:
    """One block of the plain text; all places are characters of the whole text.

    ``quotation`` numbers the quoting element its ``quoted`` ranges stand in: one may go over several lines.
    """

    start: int
    end: int
    quotation: int
    quoted: tuple[tuple[int, int], ...]
    names_source: bool


def credited(matter: Matter) -> list[tuple[int, int]]:
    """Ranges of characters of ``matter.text`` that are quotation with a source.

    The source is the story's credit, or a link that leaves the site or a cited work: in the same paragraph, for a block
    of quotation also in the one before or after it.
    """
    lines = list(marked_lines(matter.body))
    has_credit = bool(matter.credit_url or matter.credit_agency)
    named = {line.quotation for at, line in enumerate(lines) if has_credit or is_named(at, lines)}
    found: list[tuple[int, int]] = []
    for line in lines:
        if line.quotation in named:
            found += line.quoted
        if has_credit or line.names_source:
            found += [match.span() for match in QUOTED.finditer(matter.text, line.start, line.end)]
    return found


def is_named(at: int, lines: list[Line]) -> bool:
    """Whether a quotation in this line has a source in the line or next to it."""
    return bool(lines[at].quoted) and any(one.names_source for one in lines[max(at - 1, 0) : at + 2])


def marked_lines(body: str) -> Iterator[Line]:
    """The lines of ``html.to_text(body)`` with what stands in quoting elements."""
    text = html.to_text(ELEMENT.sub(mark, MARK.sub("", body)))
    depth, at, number, named = 0, 0, 0, False
    for written in text.split("\n"):
        number += "\ue000" in written and not depth
        line = " ".join(MARK.sub("", written).split())
        quoted, depth, cites = ranges(written, depth, at)
        named = named or cites
        if not line:
            continue
        yield Line(at, at + len(line), number if quoted else -1, tuple(quoted), named)
        at += len(line) + 1
        named = False


def mark(match: re.Match[str]) -> str:
    closing, name, attributes = match.groups()
    if name == "a" and not closing and not AWAY.search(attributes):
        return match[0]
    sign = MARKS[name][1 if closing else 0]
    return f"{match[0]}{sign}" if name == "blockquote" and not closing else f"{sign}{match[0]}"


def ranges(written: str, depth: int, at: int) -> tuple[list[tuple[int, int]], int, bool]:
    """Quoted ranges of one line, how many quotations are still open after it, and whether it names a source.

    Places are counted in the line without marks and with single spaces, as ``Matter.text`` has it.
    """
    found: list[tuple[int, int]] = []
    start, place, space, cites = at, at, True, False
    for sign in written:
        if sign == "\ue000":
            start, depth = (start if depth else place), depth + 1
        elif sign == "\ue001":
            depth = max(depth - 1, 0)
            found += [(start, place)] if not depth and place > start else []
        elif sign in "\ue002\ue003":
            cites = cites or sign == "\ue002"
        elif not (sign == " " and space):
            place += 1
            space = sign == " "
    if depth and place > start:
        found.append((start, place))
    return found, depth, cites
