"""The newest stories of all sections as vectors of words, kept in the memory of whoever asks; about 12 kB a story."""

from collections import Counter
from dataclasses import dataclass, field
from math import log, sqrt
from threading import Lock
from typing import NamedTuple

from commonpress.engines.checks.desk_models import SectionText
from commonpress.engines.checks.matter import FIELDS, Matter
from commonpress.engines.checks.words import words

NEWEST = 1_500  # stories compared with; what a section was ten years ago says little
STEM, SHORTEST, MOST_WORDS = 5, 3, 1_500
HEADLINE = 2  # how many words of the text one of the headline is worth

Vector = dict[str, float]


def stems(matter: Matter) -> list[str]:
    """The beginnings of a text's words in order, those of the headline twice."""
    return [
        word.folded[:STEM]
        for name in FIELDS
        for word in words(matter.plain(name))[:MOST_WORDS]
        if len(word.folded) >= SHORTEST and not word.folded.isdecimal()
        for _time in range(HEADLINE if name == "headline" else 1)
    ]


class Shelved(NamedTuple):
    subject: str
    section: str
    author: str
    counts: Counter[str]


@dataclass
class Shelf:
    """Follows the table by the numbers of its rows: a text that changed is a new row."""

    lock: Lock = field(default_factory=Lock)
    texts: dict[int, Shelved] = field(default_factory=dict)
    spread: Counter[str] = field(default_factory=Counter)
    vectors: dict[int, Vector] = field(default_factory=dict)

    def refresh(self) -> None:
        newest = set(SectionText.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
        if newest == self.texts.keys():
            return
        self.texts = {pk: self.texts[pk] for pk in newest & self.texts.keys()}
        for row in SectionText.objects.filter(pk__in=newest - self.texts.keys()):
            self.texts[row.pk] = Shelved(row.subject, row.section, row.author, Counter(row.stems.split(" ")))
        self.texts = dict(sorted(self.texts.items()))
        self.spread = Counter(word for text in self.texts.values() for word in text.counts)
        self.vectors = {pk: self.vector(text.counts) for pk, text in self.texts.items()}

    def vector(self, counts: Counter[str], own: Counter[str] | None = None) -> Vector:
        """Weighed by rarity, of length 1. ``own`` are the words of the same text on the shelf, which do not count."""
        found = {}
        for word, times in counts.items():
            texts = self.spread[word] - (own is not None and word in own)
            if texts > 0:
                found[word] = (1 + log(times)) * log(1 + len(self.texts) / texts)
        length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {word: weight / length for word, weight in found.items()}

    def own(self, subject: str) -> Counter[str] | None:
        return next((text.counts for text in self.texts.values() if text.subject == subject), None)


SHELF = Shelf()
