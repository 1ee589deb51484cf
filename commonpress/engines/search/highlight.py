"""Show where in a text the words of a query stand. Everything comes out HTML-escaped but ``<mark>``.

Words are looked for in the text as it was written, with its diacritics; a word is marked when its stem is asked for in
any language of the index. Speed matters here, ten stories a page: a pattern of the first letters, in all their
accented forms, finds the few words that are worth stemming.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import pairwise

from commonpress.engines.lib.text import excerpt, fold
from commonpress.engines.search import analysis, clauses, reader
from commonpress.engines.search.find import Query
from commonpress.engines.search.reader import View
from commonpress.engines.search.words import Word, parse

LOOKED_AT = 20_000  # characters of a text; a match further down is not shown
SNIPPET = 240  # characters
BEFORE = 60  # characters shown before the first word that is marked
SURE = 3  # letters of the pattern; more find hardly less and take long to compile
MANY = 200  # matches of one text that are considered
# These languages change the beginning of words, so that the first letters find too little.
FROM_THE_FRONT = frozenset({"ar", "ga", "id", "ta"})
Span = tuple[int, int]


@dataclass(frozen=True)
class Seeker:
    """One word of the query made ready to be found in text."""

    pattern: re.Pattern[str]
    word: Word
    languages: tuple[str, ...]
    known: dict[str, bool] = field(default_factory=dict, compare=False)

    def is_hit(self, found: str) -> bool:
        answer = self.known.get(found)
        if answer is None:
            answer = self.known[found] = _is_hit(self.word, self.languages, found)
        return answer


def headline(query: Query, text: str) -> str:
    """The whole of ``text`` as HTML, with the words of the query marked."""
    text = _ready(text)
    return _marked(text, 0, len(text), spans(query, text))


def snippet(query: Query, text: str, length: int = SNIPPET) -> str:
    """The passage of plain ``text`` that shows most words of the query, about ``length`` characters, as HTML."""
    text = " ".join(_ready(text[:LOOKED_AT]).split())
    found = spans(query, text)
    if not found:
        return escape(excerpt(text[: length * 4], length))
    start, end = _window(text, found, length)
    head, tail = ("…" if start else ""), ("…" if end < len(text) else "")
    return head + _marked(text, start, end, found) + tail


def spans(query: Query, text: str) -> list[Span]:
    """Where the words of the query stand in ``text``, in order, without overlap."""
    found = sorted(span for seeker in _telling(query.text) for span in _found_by(seeker, text))
    return [span for before, span in pairwise([(0, 0), *found]) if span[0] >= before[1] and span[1] > span[0]]


def _telling(text: str) -> tuple[Seeker, ...]:
    return reader.ask(lambda view: _seekers(text, view), ())


def _ready(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _found_by(seeker: Seeker, text: str) -> Iterator[Span]:
    for count, match in enumerate(seeker.pattern.finditer(text)):
        if count == MANY:
            return
        start, end = match.span()
        if (not start or not text[start - 1].isalnum()) and seeker.is_hit(match[0]):
            yield start, end


@lru_cache(maxsize=64)
def _seekers(text: str, view: View) -> tuple[Seeker, ...]:
    """Those words that say something; a question of small words alone keeps them all."""
    words = parse(text)
    telling = [word for word in words if word.is_quoted or clauses.share(view, word) <= clauses.TOO_COMMON]
    return tuple(Seeker(_pattern(word, view.languages), word, view.languages) for word in telling or words)


def _pattern(word: Word, languages: tuple[str, ...]) -> re.Pattern[str]:
    if word.is_phrase or word.is_quoted:
        first = "".join(map(_letter, word.terms[0][:SURE]))
        return re.compile(rf"{first}\w*" + r"\W+\w+" * (len(word.terms) - 1))
    if FROM_THE_FRONT & set(languages):
        return re.compile(r"\w+")
    wanted = {word.terms[0], *_wanted(word, languages)}
    shared = min(_shared(word.terms[0], term) for term in wanted)
    kept = min(shared, SURE)
    return re.compile("".join(map(_letter, word.terms[0][:kept])) + r"\w*" if kept else r"\w+")


def _shared(one: str, other: str) -> int:
    """How many letters every form of the word is sure to begin with: stemmers may still change the last one."""
    same = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return same if same < len(other) else max(same - 1, 1)


def _is_hit(word: Word, languages: tuple[str, ...], found: str) -> bool:
    ready = found.translate(analysis.BARE)
    if word.is_phrase or word.is_quoted:
        return tuple(analysis.terms(ready, analysis.PLAIN)) == word.terms
    plain = analysis.stem(ready, analysis.PLAIN)
    if plain == word.terms[0] or (word.is_open and plain.startswith(word.terms[0])):
        return True
    return any(analysis.stem(ready, language) in _of(word, language) for language in languages)


def _wanted(word: Word, languages: Sequence[str]) -> set[str]:
    return set().union(*(_of(word, language) for language in languages))


def _of(word: Word, language: str) -> set[str]:
    """The terms that are the word in that language."""
    stem = analysis.stem(word.text, language)
    return ({stem, word.terms[0]} | analysis.kin(stem, language)) - {""}


def _window(text: str, found: list[Span], length: int) -> Span:
    """The passage with the most marks, begun a little before its first, cut between words."""
    best = max(
        found, key=lambda span: sum(span[0] <= other[0] < span[0] + length - BEFORE for other in found)
    )
    end = min(len(text), max(best[0] - BEFORE, 0) + length)
    start = max(0, end - length) if end == len(text) else max(best[0] - BEFORE, 0)
    return _after_space(text, start, best[0]), _before_space(text, end, best[1])


def _after_space(text: str, start: int, limit: int) -> int:
    if start == 0:
        return 0
    space = text.find(" ", start - 1, limit)
    return space + 1 if space >= 0 else start


def _before_space(text: str, end: int, limit: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", limit, end + 1)
    return space if space >= 0 else max(end, limit)


def _marked(text: str, start: int, end: int, found: Sequence[Span]) -> str:
    parts, at = [], start
    for left, right in found:
        if left < at or right > end:
            continue
        parts += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
        at = right
    return "".join([*parts, escape(text[at:end])])


@lru_cache(maxsize=2048)
def _letter(letter: str) -> str:
    """A pattern for every way to write a folded letter: "s" is s, S, ș, ş, Š and so on."""
    forms = _forms().get(letter, "")
    return f"[{re.escape(letter + letter.upper() + forms)}]"


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Accented and capital letters of the alphabets by their folded letter; those that fold to several are left out."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        bare = analysis.stem(analysis.ready(letter), analysis.PLAIN) or fold(letter)
        if letter.isalpha() and len(bare) == 1 and bare != letter:
            found[bare] = found.get(bare, "") + letter
    return found
