"""What a reader typed, taken apart: words, "phrases", and a last word that may still be unfinished. Never raises."""

import re
from dataclasses import dataclass
from functools import lru_cache

from commonpress.engines.search import analysis

MOST_TEXT = 300  # characters of a query that are looked at
MOST_WORDS = 12
SHORTEST_OPEN = 2  # characters before an unfinished word is completed
QUOTES = str.maketrans("„”“«»″＂", '"""""""')
# What stands between words; what holds a word together (3,5 o'clock e-mail AT&T) does not.
PARTS = re.compile(r'"([^"]*)"|([^\s"()\[\]{}<>:;=+*^~|\\!?…–—]+)')
POSSESSIVE = re.compile(r"['’ʼ]s?$")
OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True)
class Word:
    """``terms`` are the folded words in order: several for a phrase. An open word may be the beginning of a longer."""

    text: str
    terms: tuple[str, ...]
    is_quoted: bool = False
    is_open: bool = False

    @property
    def is_phrase(self) -> bool:
        return len(self.terms) > 1


@lru_cache(maxsize=512)
def parse(text: str) -> tuple[Word, ...]:
    """At most ``MOST_WORDS`` words; none for an empty or wordless text."""
    cut = text[: MOST_TEXT * 4]
    ready = analysis.ready(cut).translate(QUOTES)[:MOST_TEXT]
    unfinished = bool(ready) and ready[-1].isalnum() and ready.count('"') % 2 == 0
    found = [word for part in PARTS.finditer(ready) for word in _words(part, ready, unfinished)]
    return tuple(dict.fromkeys(_without_operators(found)))[:MOST_WORDS]


def _words(part: re.Match[str], ready: str, unfinished: bool) -> list[Word]:
    quoted, loose = part.groups()
    is_last = unfinished and part.end() == len(ready)
    text = quoted if loose is None else POSSESSIVE.sub("", loose)
    terms = tuple(analysis.terms(text, analysis.PLAIN))
    if not terms:
        return []
    is_open = is_last and loose is not None and len(terms) == 1 and len(terms[0]) >= SHORTEST_OPEN
    return [Word(text, terms, is_quoted=loose is None, is_open=is_open)]


def _without_operators(words: list[Word]) -> list[Word]:
    plain = [word for word in words if word.is_quoted or word.text not in OPERATORS]
    return plain or words
