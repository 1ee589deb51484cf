"""Text that stands elsewhere: in what was published or sent in before, or in a wire the owner lists.

Fingerprints (``winnow.py``) find the few texts that may be the source, ``align.py`` then compares word by word. What is
quoted with its source, and short phrases that many texts share, do not count. An author's own earlier text is told apart.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from commonpress.engines.checks import copied_sentences, passages
from commonpress.engines.checks.align import LEAST, Block, align
from commonpress.engines.checks.check import Check, Evidence, Shelves
from commonpress.engines.checks.finding import Finding, Severity, Span
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Text
from commonpress.engines.checks.quotes import credited
from commonpress.engines.checks.sources import is_credited
from commonpress.engines.checks.tokens import Words, compared_text, of_text
from commonpress.engines.checks.winnow import Fingerprint, K, fingerprints

KIND, VERSION = "copied", "copied-1"
COMMON = 10  # texts: a fingerprint that stands in more is a set phrase of the trade or of an agency
BOILERPLATE = 60  # words in a row at most: a longer run that stands everywhere is a text lifted often
SHARED = 2  # fingerprints in common before two texts are compared word by word
SOURCES = 12  # texts compared
LEAST_WORDS = 25  # copied, before it is said at all: about two sentences
LEAST_SHARE = 0.04
LEAST_OF_ONE = 14  # words from one source: a set phrase here and there is no copying
HOLD_WORDS, HOLD_SHARE = 40, 0.25  # a quarter of a story is no slip
OWN_SHARE = 0.3  # of an author's own earlier text, before it is worth a note
QUOTED_SHARE = 0.5  # of words that are quotation and stand elsewhere too
PASSAGES = 40  # kept of one source


class Pair(NamedTuple):
    """One passage as it stands here and there. ``other`` are characters of the other text."""

    spans: tuple[Span, ...]
    other: tuple[int, int]
    words: int
    text: str
    other_text: str


def gather(matter: Matter) -> Evidence:
    """The sources with their passages, as ``[word, word, character there, character there]``."""
    words = Words(matter)
    rare, phrases = sifted(fingerprints(words.words))
    chosen = choose(rare)
    found = passages.texts(chosen)
    sources = [source(words.words, found[number], rare) for number in chosen if number in found]
    mine = [one for one in sources if one["subject"] == matter.subject]
    told = [one for one in sources if one["passages"] and one not in mine]
    return {"sources": told, "before": mine, "phrases": phrases if told else []}


def sifted(found: list[Fingerprint]) -> tuple[dict[Fingerprint, list[int]], list[list[int]]]:
    """The fingerprints that other texts have, with their numbers; and where set phrases stand, ``[word, word]``.

    A set phrase is a run of fingerprints that many texts have, as long as boilerplate is at most.
    """
    texts = passages.find(one.value for one in found)
    phrases: list[list[int]] = []
    for is_common, group in groupby(found, key=lambda one: len(texts.get(one.value, [])) > COMMON):
        run = list(group)
        if is_common and run[-1].word + K - run[0].word <= BOILERPLATE:
            phrases.append([run[0].word, run[-1].word + K])
    inside = within(phrases)
    return {one: texts[one.value] for one in found if one.value in texts and one.word not in inside}, phrases


def within(ranges: Iterable[Sequence[int]]) -> set[int]:
    return {word for start, end, *_ in ranges for word in range(start, end)}


def choose(rare: Mapping[Fingerprint, list[int]]) -> list[int]:
    """The texts worth a comparison: each time the one that explains most of what is not explained yet.

    So a patchwork of many sources is found, not twelve copies of one; the first few by plain count come in any case.
    """
    having: dict[int, set[int]] = {}
    for fingerprint, texts in rare.items():
        for number in texts:
            having.setdefault(number, set()).add(fingerprint.value)
    having = {number: values for number, values in having.items() if len(values) >= SHARED}
    chosen = sorted(having, key=lambda number: (-len(having[number]), number))[: SOURCES // 2]
    explained = set().union(*(having[number] for number in chosen))
    while len(chosen) < SOURCES:
        number = max(having, key=lambda one: (len(having[one] - explained), -one), default=0)
        if len(having.get(number, set()) - explained) < SHARED:
            break
        chosen.append(number)
        explained |= having[number]
    return chosen


def source(words: list[str], text: Text, rare: Mapping[Fingerprint, list[int]]) -> dict[str, Any]:
    other, places = of_text(passages.words_of(text))
    starts = [one.word for one, texts in rare.items() if text.pk in texts]
    blocks = [block for block in align(words, other) if any(block.start <= at < block.end for at in starts)]
    return {
        "subject": text.subject,
        "author": text.author,
        "public": text.is_public,
        "at": text.at.isoformat(),
        "title": text.title,
        "source": text.source,
        "agency": text.agency,
        "passages": [
            [one.start, one.end, places[one.other_start][0], places[one.other_end - 1][1]] for one in blocks
        ],
    }


@dataclass
class Tally:
    """Which words stand in which source, once quotation, set phrases and the author's own older words are taken out."""

    words: Words
    quoted: set[int]
    phrases: set[int]
    total: int

    def counted(self, source: Mapping[str, Any], own: Iterable[Mapping[str, Any]] = ()) -> set[int]:
        older = [covered(one) for one in own if one["at"] <= source["at"]]
        found = self.unquoted(source) - self.phrases - set().union(*older)
        return found if len(found) >= LEAST_OF_ONE else set()

    def unquoted(self, source: Mapping[str, Any]) -> set[int]:
        """Without quotations and the few words between them ("…", she said, "…"), which are nobody's."""
        found: set[int] = set()
        for start, end, *_ in source["passages"]:
            for is_quoted, group in groupby(range(start, end), key=self.quoted.__contains__):
                stretch = list(group)
                if not is_quoted and (len(stretch) >= LEAST or len(stretch) == end - start):
                    found.update(stretch)
        return found

    def share(self, found: Collection[int]) -> float:
        return round(len(found) / self.total, 4) if self.total else 0.0


def covered(source: Mapping[str, Any]) -> set[int]:
    return within(source["passages"])


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    if not evidence["sources"]:
        return []
    words = Words(matter)
    quoted = words.inside("body", credited(matter))
    tally = Tally(words, quoted, within(evidence["phrases"]), len(words.words) - len(quoted))
    own = [one for one in evidence["sources"] if is_own(one, matter)]
    others = [one for one in evidence["sources"] if one not in own]
    lifted = [one for one in others if not is_credited(one, matter)]
    named = [one for one in others if one not in lifted]
    before = [*own, *evidence["before"]]
    found = [
        passages_finding(tally, lifted, before),
        credited_finding(tally, named, before),
        quoted_finding(tally, others),
        own_finding(tally, own),
    ]
    return [one for one in found if one]


def is_own(source: Mapping[str, Any], matter: Matter) -> bool:
    return bool(matter.author) and source["author"] == matter.author


def passages_finding(tally: Tally, sources: list[Any], before: list[Any]) -> Finding | None:
    """Copied from somebody else, without saying so."""
    found = union(tally, sources, before)
    share = tally.share(found)
    if len(found) < LEAST_WORDS or share < LEAST_SHARE:
        return None
    holds = len(found) >= HOLD_WORDS and share >= HOLD_SHARE
    return finding("passages", Severity.HOLD if holds else Severity.WARN, tally, sources, found, before)


def credited_finding(tally: Tally, sources: list[Any], before: list[Any]) -> Finding | None:
    """Copied from the source the story credits: an agency's copy under its name."""
    found = union(tally, sources, before)
    if len(found) < LEAST_WORDS:
        return None
    return finding("credited", Severity.NOTE, tally, sources, found, before)


def quoted_finding(tally: Tally, sources: list[Any]) -> Finding | None:
    """Little but quotation: honest, but is it a story?"""
    found = set().union(*(covered(one) for one in sources)) & tally.quoted
    share = round(len(found) / (len(tally.words.words) or 1), 4)
    if share < QUOTED_SHARE or len(found) < LEAST_WORDS:
        return None
    return Finding(KIND, "quoted", Severity.NOTE, share, VERSION, facts={"share": share, "words": len(found)})


def own_finding(tally: Tally, own: list[Any]) -> Finding | None:
    found = union(tally, own, [])
    if tally.share(found) < OWN_SHARE or len(found) < LEAST_WORDS:
        return None
    return finding("own", Severity.NOTE, tally, own, found, [])


def union(tally: Tally, sources: list[Any], before: list[Any]) -> set[int]:
    return set().union(*(tally.counted(one, before) for one in sources))


def finding(
    code: str, severity: Severity, tally: Tally, sources: list[Any], found: set[int], before: list[Any]
) -> Finding:
    told = [(one, tally.counted(one, before)) for one in sources]
    told = sorted(((one, words) for one, words in told if words), key=lambda pair: -len(pair[1]))
    share = tally.share(found)
    facts = {
        "share": share,
        "words": len(found),
        "of": tally.total,
        "sources": [source_facts(tally, one, words) for one, words in told],
    }
    return Finding(KIND, code, severity, min(share, 1.0), VERSION, tuple(spans(tally.words, found)), facts)


def source_facts(tally: Tally, source: Mapping[str, Any], words: set[int]) -> dict[str, Any]:
    kept = [one for one in source["passages"] if words.intersection(range(one[0], one[1]))][:PASSAGES]
    pairs = [
        [list(span), [other_start, other_end]]
        for start, end, other_start, other_end in kept
        for span in tally.words.spans_of(start, end)
    ]
    named = {
        name: source[name] for name in ("subject", "author", "public", "at", "title", "source", "agency")
    }
    return {**named, "share": tally.share(words), "words": len(words), "passages": pairs}


def spans(words: Words, found: set[int]) -> Iterable[Span]:
    """The words found, as few spans as they make."""
    start = last = None
    for word in [*sorted(found), None]:
        if start is not None and last is not None and (word is None or word != last + 1):
            yield from words.spans_of(start, last + 1)
            start = word
        start, last = (word if start is None else start), word


def side_by_side(matter: Matter, other: str) -> list[Pair]:
    """Every passage ``matter`` has in common with the archive's text ``other`` (a subject), in order; quotations too."""
    text = Text.objects.filter(subject=other).first()
    if text is None:
        return []
    there = passages.words_of(text)
    words, (other_words, places) = Words(matter), of_text(there)
    return [pair(words, block, there, places) for block in align(words.words, other_words)]


def pair(words: Words, block: Block, there: str, places: list[tuple[int, int]]) -> Pair:
    here = tuple(words.spans_of(block.start, block.end))
    start, end = places[block.other_start][0], places[block.other_end - 1][1]
    said = "\n".join(words.matter.plain(span.field)[span.start : span.end] for span in here)
    return Pair(here, (start, end), block.same, said, there[start:end])


def text_of(subject: str) -> str:
    """The words of the archive's text, which ``Pair.other`` counts in. Empty when it is not there."""
    text = Text.objects.filter(subject=subject).first()
    return passages.words_of(text) if text else ""


class Archive(Shelves):
    def put(self, matter: Matter, *, public: bool, at: Any, read: bool) -> None:  # noqa: ARG002 (as all shelves)
        passages.put(
            matter.subject,
            compared_text(matter),
            author=matter.author,
            public=public,
            at=at,
            title=matter.headline,
            source=matter.credit_url,
            agency=matter.credit_agency,
        )

    def remove(self, subject: str) -> None:
        passages.remove([subject])


SHELVES = Archive()
CHECK = Check(
    KIND,
    VERSION,
    judge,
    copied_sentences.for_author,
    copied_sentences.for_editor,
    gather=gather,
    kinds=frozenset({"story", "comment"}),
    is_quick=True,
)
