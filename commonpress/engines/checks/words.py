"""The words of a text with their places, folded for comparing. Shared by the checks that learn."""

import re
from functools import lru_cache
from typing import NamedTuple

from commonpress.engines.lib.text import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LONGEST = 40  # letters; more is no word, and must not fill the table of learned words
# Scripts written without gaps between words: each pair of letters stands for a word.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1780-\u17ff]")


class Word(NamedTuple):
    folded: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    return fold(word).replace("'", "").replace("’", "")


def words(text: str) -> list[Word]:
    """Runs of letters and digits, in order; runs of an unspaced script give their pairs of letters."""
    found: list[Word] = []
    for match in WORD.finditer(text):
        run = match[0]
        if UNSPACED.search(run):
            found += [
                Word(run[at : at + 2], match.start() + at, match.start() + min(at + 2, len(run)))
                for at in range(max(1, len(run) - 1))
            ]
        elif len(run) <= LONGEST:
            found.append(Word(folded(run), *match.span()))
    return found
