"""What a document is about: its telling terms with weights, kept in the index so that ``like`` needs no database.

How rare a term is, is only known when the question is asked. Beside each stem stands the word as it is written: names
and numbers are the same in every language, stems are not.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from commonpress.engines.search import analysis
from commonpress.engines.search.documents import Document

HEADLINE, LEAD, TOPIC, BODY = 3, 2, 3, 1  # what one mention in each part is worth
MOST = 120  # terms kept of one document, the heaviest first
SHORTEST = 3  # letters; shorter terms say little and are everywhere
ENOUGH = 10  # mentions in the body beyond this say no more


class Term(NamedTuple):
    weight: int
    stem: str
    word: str


def profile(document: Document) -> str:
    """One term a line, "weight stem word"."""
    found, words = Counter[str](), dict[str, str]()
    parts = [(document.headline, HEADLINE), (document.standfirst, LEAD)]
    parts += [(topic, TOPIC) for topic in document.topics]
    for text, worth in parts:
        here = dict(_terms(text, document.language))
        words |= here
        found.update(dict.fromkeys(here, worth))
    body = list(_terms(document.body, document.language))
    words |= dict(body)
    counted = Counter(stem for stem, _ in body)
    found.update({stem: min(count, ENOUGH) * BODY for stem, count in counted.items()})
    return "\n".join(f"{weight} {stem} {words[stem]}" for stem, weight in found.most_common(MOST))


def read(kept: str) -> list[Term]:
    parts = (line.split(" ") for line in kept.splitlines())
    return [Term(int(weight), stem, word) for weight, stem, word in parts]


def _terms(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Stem and word of each; both analysers part a text in the same places."""
    ready = analysis.ready(text)
    pairs = zip(analysis.terms(ready, language), analysis.terms(ready, analysis.PLAIN), strict=False)
    return ((stem, word) for stem, word in pairs if len(stem) >= SHORTEST and not stem.isdigit())
