"""The arithmetic of what is learned: a linear model over words, links and signals, in whole millionths.

AROW (Crammer, Kulesza, Dredze 2009) with a diagonal: each decision moves the weights of what the text shows just far enough
to be right with a margin, and those seen seldom further than those seen often. What the rules say is its starting point:
with nothing learned the verdict is theirs. Both columns of a weight are sums over decisions, so that processes may add at
the same time and a decision can be taken back to the last millionth.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, sqrt

from commonpress.engines.checks.matter import FIELDS
from commonpress.engines.checks.rules import BIAS, Read, Signal

MILLION = 1_000_000
MARGIN = 10 / 3  # nats: what a decided text should at least show; odds of 28 to 1
SLOW = 0.5  # AROW's r: the larger, the less a single decision moves
SHARES = {
    "words": 1.0,
    "links": 1.0,
    "rules": 0.5,
}  # the length each group of features has, however many they are
CONSTANT, CONSTANT_VALUE = "all", 0.5
ENOUGH_OF_EACH = 10  # decisions of each label before what was learned counts in full
MOST_WORDS = 4_000  # of one text that are looked at
STEM = 5  # letters: what inflected forms of a word have in common, in any language
LONGEST = 80  # characters of a feature's name
SENTENCE_END = re.compile(r"[.!?…]\s+|\n")
PARTS = re.compile(r"[-.\d]+")

Feature = str
Values = dict[Feature, float]


@dataclass(frozen=True)
class Lesson:
    """What one decision adds: to the weight of each feature, and to how often it was seen, both in millionths."""

    weights: Mapping[Feature, int]
    seen: Mapping[Feature, int]


def features(read: Read, signals: Iterable[Signal]) -> dict[str, list[Feature]]:
    """What the text shows, by group, sorted. Names: "w:" word, "p:" beginning of a word, "l:" word near a link, "a:" word
    of a link, "d:" domain, "n:" part of a domain, "r:" signal of the rules."""
    if not read.kept:
        read.kept.update(words=sorted(set(of_words(read))), links=sorted(set(of_links(read))))
    return {
        **read.kept,
        "rules": sorted({f"r:{signal.name}" for signal in signals}),
    }


def of_words(read: Read) -> Iterable[Feature]:
    left = MOST_WORDS
    for name in FIELDS:
        for word in read.words[name][:left]:
            plain = masked(word.folded)
            yield f"w:{plain}"
            if len(plain) > STEM:
                yield f"p:{plain[:STEM]}"
        left = max(0, left - len(read.words[name]))


def masked(word: str) -> str:
    """Numbers count by their length alone."""
    return "0" * min(len(word), 8) if word.isdecimal() else word


def of_links(read: Read) -> Iterable[Feature]:
    for link in read.links:
        yield f"d:{link.domain}"[:LONGEST]
        yield from (f"n:{part}"[:LONGEST] for part in PARTS.split(link.domain)[:-1] if part)
        if link.span:
            begin, end = sentence(read.matter.text, link.span.start, link.span.end)
            for word in read.words["body"]:
                if begin <= word.start < end and not word.folded.isdecimal():
                    inside = link.span.start <= word.start < link.span.end
                    yield from (("l:" + word.folded, "a:" + word.folded) if inside else ("l:" + word.folded,))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    begin = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
    after = SENTENCE_END.search(text, end)
    return begin, after.start() if after else len(text)


def sentences(text: str) -> list[int]:
    """Where each sentence and each line begins."""
    return [0, *(match.end() for match in SENTENCE_END.finditer(text))]


def values(groups: Mapping[str, list[Feature]]) -> Values:
    """Each feature's value: a group's together have the length of its share, so that a long text does not shout."""
    found: Values = {CONSTANT: CONSTANT_VALUE}
    for group, names in groups.items():
        if names:
            found |= dict.fromkeys(names, SHARES[group] / sqrt(len(names)))
    return found


def shares(
    groups: Mapping[str, list[Feature]], weights: Mapping[Feature, int], trusted: float = 1.0
) -> list[tuple[Feature, float]]:
    """What each feature that has a weight adds, in nats; the largest first, then by name."""
    found = [
        (name, trusted * weights[name] * value / MILLION)
        for name, value in values(groups).items()
        if weights.get(name)
    ]
    return sorted(found, key=lambda pair: (-abs(pair[1]), pair[0]))


def trust(taught: Mapping[str, int]) -> float:
    """How much of what was learned counts: a desk that has shown one kind only has not shown what sets them apart."""
    return min(1.0, min(taught.values(), default=0) / ENOUGH_OF_EACH)


def ruled(signals: Iterable[Signal]) -> float:
    """What the rules say, in nats."""
    return BIAS + sum(signal.weight for signal in signals)


def probability(odds: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, odds)))), 4)


def lesson(given: Values, odds: float, *, spam: bool, seen: Mapping[Feature, int]) -> Lesson | None:
    """What a decision on a text of these values adds. None when it is already right by the margin.

    ``odds`` is what the text shows now, ``seen`` how often each feature was seen, in millionths above one.
    """
    side = 1 if spam else -1
    lack = MARGIN - odds * side
    if lack <= 0:
        return None
    spread = {name: 1 / (1 + seen.get(name, 0) / MILLION) for name in given}
    step = lack * side / (sum(spread[name] * value * value for name, value in given.items()) + SLOW)
    return Lesson(
        {name: round(MILLION * step * spread[name] * value) for name, value in given.items()},
        {name: round(MILLION * value * value / SLOW) for name, value in given.items()},
    )
