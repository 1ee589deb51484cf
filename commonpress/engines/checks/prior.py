"""What the program knows of promotion before a desk has taught it: the weights of words, fitted to texts written for that.

``python -m tools.promotion`` makes the file. A report names the file that it was judged by. A new one gets the next number
and the old one stays, so that old verdicts can be computed again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import sqrt
from pathlib import Path

from commonpress.engines.checks.learning import CONSTANT, CONSTANT_VALUE, Feature, features, masked, sentences
from commonpress.engines.checks.matter import FIELDS
from commonpress.engines.checks.rules import Read, Signal
from commonpress.engines.checks.words import Word

NUMBER = 1
FOLDER = Path(__file__).parent
# The length each group of features has. "letters" are groups of four within a word: what its inflections have in common.
SHARES = {"words": 1.0, "pairs": 1.0, "letters": 1.0, "firsts": 0.7, "links": 1.0, "rules": 0.5}
MOST_WORDS = 1_500  # of one text that are looked at
STEM, GROUP, FIRST = 5, 4, 6  # letters

# The rules the fitted texts speak of too. Beside the weights these count half; in full, they held down what words say.
HALVED = frozenset(
    "phrase_strong phrase_clear phrase_mild phrase_faint links domain_new domain_sells domain_shortens anchor_sold "
    "anchor_keyword phone shouts percents address orders report".split()
)
HALF = 0.5
ENOUGH_WORDS = 25

Named = tuple[str, Feature]  # the group of a feature, and the feature


@cache
def weights(number: int) -> dict[Feature, float]:
    """In nats for each unit of a feature's value."""
    lines = (FOLDER / f"prior-{number}.txt").read_text(encoding="utf-8").splitlines()
    return {name: float(weight) for name, _tab, weight in (line.partition("\t") for line in lines)}


def shares(read: Read, signals: Iterable[Signal], number: int) -> list[tuple[str, float]]:
    """What each word, pair of words, link and signal adds, in nats, by name. What a word's parts say is the word's."""
    known = weights(number)
    named, size = described(read, signals)
    part = enough(read)
    unit = {group: part * value(group, size) for group in SHARES if size[group]}
    found: dict[str, float] = {CONSTANT: part * CONSTANT_VALUE * known.get(CONSTANT, 0.0)}
    for shown, group, name in named:
        if name in known:
            found[shown] = found.get(shown, 0.0) + known[name] * unit[group]
    return sorted(found.items())


def enough(read: Read) -> float:
    """How much of these weights counts. They come from stories: in a comment of ten words each would weigh too much, and
    honest questions for a price were marked."""
    return min(1.0, read.size / ENOUGH_WORDS)


def beside(signals: Iterable[Signal], own: Collection[str], part: float = 1.0) -> list[Signal]:
    """The signals with the weight they have beside these weights, of which ``part`` counts; the owner's ``own`` phrases
    keep theirs."""
    kept = 1 - (1 - HALF) * part
    return [
        replace(signal, weight=round(kept * signal.weight, 6))
        if signal.name in HALVED and not (signal.name.startswith("phrase_") and signal.detail in own)
        else signal
        for signal in signals
    ]


def value(group: str, size: Mapping[str, int]) -> float:
    return SHARES[group] / sqrt(size[group])


def described(read: Read, signals: Iterable[Signal]) -> tuple[list[tuple[str, str, Feature]], dict[str, int]]:
    """Each feature once, with its group, under the name it is shown by; and how many each group has."""
    met: set[Feature] = set()
    size = dict.fromkeys(SHARES, 0)
    kept: list[tuple[str, str, Feature]] = []
    words = plain(read)
    for shown, parts in chain(of_words(words), of_pairs(words), of_firsts(read), of_rest(read, signals)):
        for group, name in parts:
            if name not in met:
                met.add(name)
                size[group] += 1
                kept.append((shown, group, name))
    return kept, size


def of_words(words: Iterable[str]) -> Iterator[tuple[str, list[Named]]]:
    for word in sorted(set(words)):
        yield f"w:{word}", parts_of(word)


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> list[Named]:
    """A word, its beginning, and its groups of letters."""
    marked = f"^{word}$"
    groups = dict.fromkeys(marked[at : at + GROUP] for at in range(max(1, len(marked) - GROUP + 1)))
    stem = [("words", f"p:{word[:STEM]}")] if len(word) > STEM else []
    return [("words", f"w:{word}"), *stem, *(("letters", f"c:{group}") for group in groups)]


def of_pairs(words: Iterable[str]) -> Iterator[tuple[str, list[Named]]]:
    for pair in sorted({f"{first} {second}" for first, second in pairwise(words)}):
        yield f"b:{pair}", [("pairs", f"b:{pair}")]


def of_firsts(read: Read) -> Iterator[tuple[str, list[Named]]]:
    """Advertisements begin sentences with what the reader is to do, reports with who did it."""
    firsts = {
        masked(word.folded)
        for name in FIELDS
        for word in first_words(read.words[name], sentences(read.matter.plain(name)))
    }
    for word in sorted(firsts):
        yield f"f:{word}", [("firsts", f"f:{word[:FIRST]}")]


def first_words(words: Sequence[Word], begins: Sequence[int]) -> Iterator[Word]:
    at = 0
    for begin in begins:
        while at < len(words) and words[at].start < begin:
            at += 1
        if at < len(words):
            yield words[at]


def of_rest(read: Read, signals: Iterable[Signal]) -> Iterator[tuple[str, list[Named]]]:
    for name in features(read, ())["links"]:
        yield name, [("links", name)]
    for name in sorted({ruled(signal.name) for signal in signals}):
        yield name, [("rules", name)]


def ruled(signal: str) -> Feature:
    """Phrases of all strengths are one feature, so that a stronger one never counts for less."""
    return "r:phrase" if signal.startswith("phrase_") else f"r:{signal}"


def plain(read: Read) -> list[str]:
    return [masked(word.folded) for name in FIELDS for word in read.words[name]][:MOST_WORDS]
