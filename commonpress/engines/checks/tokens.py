"""Words as the comparing checks see them: without case, accents and cedillas, each with its place in the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from commonpress.engines.checks.finding import Span
from commonpress.engines.checks.matter import Matter
from commonpress.engines.lib import text

# Letters and digits with the marks that hang on them; a sign of Chinese or Japanese, written without gaps, is a word.
WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|(?:[^\\W_\u3040-\u30ff\u3400-\u9fff]|[\u0300-\u036f])+")
# Letters of other alphabets that look like Latin ones: a few of them in a lifted text hide it from machines only.
LOOKS = str.maketrans("аеорсухіјѕԁһӏνοαρτκι", "aeopcyxijsdhlvoaptki")
LATIN = re.compile("[a-z]")
COMPARED = ("standfirst", "body")


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    plain = text.fold(word)
    return plain.translate(LOOKS) if not plain.isascii() and LATIN.search(plain) else plain


def of_text(s: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The words of ``s``, and where each starts and ends in it."""
    words, places = [], []
    for match in WORD.finditer(s):
        words.append(folded(match[0]))
        places.append(match.span())
    return words, places


@dataclass(frozen=True)
class Words:
    """The words of a matter that are compared: its standfirst, then its body."""

    matter: Matter

    @cached_property
    def _found(self) -> list[tuple[str, Span]]:
        found = []
        for field in COMPARED:
            words, places = of_text(self.matter.plain(field))
            found += [(word, Span(field, *place)) for word, place in zip(words, places, strict=True)]
        return found

    @cached_property
    def words(self) -> list[str]:
        return [word for word, _ in self._found]

    @cached_property
    def spans(self) -> list[Span]:
        return [span for _, span in self._found]

    def spans_of(self, start: int, end: int) -> list[Span]:
        """The words ``start`` up to ``end`` as one span for each field they stand in."""
        found: dict[str, Span] = {}
        for span in self.spans[start:end]:
            first = found.get(span.field, span)
            found[span.field] = Span(span.field, first.start, span.end)
        return list(found.values())

    def inside(self, field: str, ranges: Iterable[tuple[int, int]]) -> set[int]:
        """Which words of ``field`` stand in one of the ranges of characters."""
        ranges = list(ranges)
        return {
            number
            for number, span in enumerate(self.spans)
            if span.field == field and any(start <= span.start < end for start, end in ranges)
        }


def compared_text(matter: Matter) -> str:
    """What is kept of a matter to compare others with."""
    return "\n".join(filter(None, (matter.plain(field) for field in COMPARED)))
