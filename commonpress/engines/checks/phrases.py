"""What promotion sounds like before a desk has taught anything: phrases in English and Romanian, in four strengths.

Written down from the commercial mail, comments and "guest posts" every open site gets. Matched on folded words, so that
case and diacritics do not count; ``*`` at the end of a word stands for any ending. An owner adds phrases, or takes one of
these out, on a screen of the office.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from commonpress.engines.checks.words import Word, folded

LIST = Path(__file__).with_name("phrases.txt")
STRONG, CLEAR, MILD, FAINT = "strong", "clear", "mild", "faint"

Pattern = tuple[str, ...]
KEY = 3  # letters by which a phrase is looked up; a word with a star has at least as many


class Found(NamedTuple):
    """A phrase as it stands in the list, and where it stands in the text."""

    phrase: str
    strength: str
    start: int
    end: int


@cache
def built_in() -> dict[str, str]:
    """Every phrase of ``phrases.txt``, folded, with its strength."""
    found: dict[str, str] = {}
    strength = ""
    for line in LIST.read_text().splitlines():
        if line.startswith("["):
            strength = line.strip("[]")
        else:
            found |= {phrase.strip(): strength for phrase in line.split("|")}
    return found


def plain(phrase: str) -> str:
    """A phrase of the owner's as the list has it: folded words, a star kept at the end of a word."""
    return " ".join(
        "".join(folded(part).split()) + ("*" if word.endswith("*") else "")
        for word in phrase.split()
        for part in [word.rstrip("*")]
        if part
    )


def found(words: list[Word], own: Mapping[str, str], without: Iterable[str] = ()) -> Iterator[Found]:
    """Phrases in the words of one field, each word in one phrase at most; the longest phrase wins."""
    shelves = index(tuple(sorted(own.items())), frozenset(without))
    at = 0
    while at < len(words):
        patterns = shelves.get(words[at].folded[:KEY], ())
        hit = next((entry for entry in patterns if stands(entry[0], words, at)), None)
        if hit is None:
            at += 1
            continue
        pattern, phrase, strength = hit
        yield Found(phrase, strength, words[at].start, words[at + len(pattern) - 1].end)
        at += len(pattern)


@cache
def index(
    own: tuple[tuple[str, str], ...], without: frozenset[str]
) -> dict[str, list[tuple[Pattern, str, str]]]:
    shelves: dict[str, list[tuple[Pattern, str, str]]] = {}
    phrases = {**built_in(), **dict(own)}
    for phrase in sorted(
        phrases.keys() - without, key=lambda phrase: (-phrase.count(" "), -len(phrase), phrase)
    ):
        pattern = tuple(phrase.split())
        shelves.setdefault(pattern[0].rstrip("*")[:KEY], []).append((pattern, phrase, phrases[phrase]))
    return shelves


def stands(pattern: Pattern, words: list[Word], at: int) -> bool:
    return at + len(pattern) <= len(words) and all(
        matches(part, words[at + offset].folded) for offset, part in enumerate(pattern)
    )


def matches(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
