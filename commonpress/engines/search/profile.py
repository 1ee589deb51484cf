"""What a document is about: its telling terms with weights, kept in the index so that ``like`` needs no database.

How rare a term is, is only known when the question is asked. Beside each stem stands the word as it is written: names
and numbers are the same in every language, stems are not.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from commonpress.engines.search import analysis
from commonpress.engines.search.documents import Document

HEADLINE, LEAD, TOPIC, BODY = 3, 2, 3, 1  # what one mention in each part is worth
MOST = 80  # terms kept of one document, the heaviest first
SHORTEST = 3  # letters; shorter terms say little and are everywhere
ENOUGH = 10  # mentions in the body beyond this say no more


class Term(NamedTuple):
    weight: int
    stem: str
    word: str


def profile(document: Document) -> str:
    """One term a line, "weight stem word"."""
    return told(document, *_both(document.body, document.language))


def told(document: Document, stems: Sequence[str], words: Sequence[str]) -> str:
    """The same when the body is already taken apart into stems and, in the same places, words."""
    found, forms = Counter[str](), dict(zip(stems, words, strict=False))
    parts = [(document.headline, HEADLINE), (document.standfirst, LEAD)]
    parts += [(topic, TOPIC) for topic in document.topics]
    for text, worth in parts:
        here = dict(zip(*_both(text, document.language), strict=False))
        forms |= here
        found.update(dict.fromkeys(here, worth))
    found.update({stem: min(count, ENOUGH) * BODY for stem, count in Counter(stems).items()})
    telling = (pair for pair in found.most_common() if is_telling(pair[0]))
    return "\n".join(f"{weight} {stem} {forms[stem]}" for stem, weight in islice(telling, MOST))


def is_telling(stem: str) -> bool:
    """Short words of alphabets say little; one Chinese letter may say all."""
    return (len(stem) >= SHORTEST or not stem.isascii()) and not stem.isdigit()


def read(kept: str) -> list[Term]:
    parts = (line.split(" ") for line in kept.splitlines())
    return [Term(int(weight), stem, word) for weight, stem, word in parts]


def _both(text: str, language: str) -> tuple[list[str], list[str]]:
    """Stems and words; both analysers part a text in the same places."""
    ready = analysis.ready(text)
    return analysis.terms(ready, analysis.base(language)), analysis.terms(ready, analysis.unstemmed(language))
