"""What can be said of promotion without having learned anything: signals of a text, each with the weight it has.

A weight is in nats: what is added to the logarithm of the odds that the text is promotion. The figures are judgement, kept
round on purpose; what a desk decides moves the learned weights beside them, never these.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import local
from typing import Any

from commonpress.engines.checks import outside, phrases
from commonpress.engines.checks.finding import Span
from commonpress.engines.checks.marks import ARTICLES, ORDERS, PLACES, REPORTING, TO_ONE_READER
from commonpress.engines.checks.matter import FIELDS, Matter
from commonpress.engines.checks.outside import Outside
from commonpress.engines.checks.words import Word, folded, words
from commonpress.engines.lib.text import seen

BIAS = -3.5  # the logarithm of the odds of a text that shows nothing: one in thirty-three
PER_PHRASE = {phrases.STRONG: 1.5, phrases.CLEAR: 0.9, phrases.MILD: 0.45, phrases.FAINT: 0.12}
MOST_OF_PHRASES = {phrases.STRONG: 4.5, phrases.CLEAR: 3.6, phrases.MILD: 1.8, phrases.FAINT: 1.2}
LINK, MOST_OF_LINKS = 0.4, 1.6
NEW_DOMAIN, SELLING_DOMAIN, SOLD_ANCHOR, SHORTENED = 0.5, 1.0, 1.4, 1.0
BLOCKED_DOMAIN, HIDDEN, STUFFED, ONE_DOMAIN = 6.0, 3.0, 1.5, 1.2
PHONE, SHOUT, MOST_OF_SHOUTS, REDUCTION = 0.3, 0.2, 0.8, 0.4
TELEPHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)?\d(?:[ .()/-]{0,2}\d){8,13}(?![\w/-])")
PERCENT = re.compile(r"\d\s?(?:%|per cent|percent|la sută|la suta)")
STUFFED_SHARE, STUFFED_TIMES, STUFFED_LETTERS = (
    0.06,
    6,
    4,
)  # of all words; times; letters of a word that counts
LIKELY_ONE, TEXTS_TO_JUDGE = (
    0.7,
    3,
)  # of a member's links to one domain; texts with links before it means anything
STYLE_THAT_HIDES = re.compile(
    r"style\s*=\s*[\"'][^\"'>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d]))",
    re.I,
)
ADDRESS, ADDRESS_SHARE, MOST_OF_ADDRESS = 0.8, 0.03, 1.6
FIRST_WORD = re.compile(r"(?:^|[.!?:;\n]\s{0,9})([^\W\d_]+)")  # "\s*" takes quadratic time over empty lines
REPORT, LEAST_OF_REPORTS = -0.5, -2.5
ARTICLE_ENDINGS = ("ul", "a", "le", "lui", "ei")
KEYWORD_LONGEST, KEYWORD_ANCHOR = 6, 0.9
ORDER, MOST_OF_ORDERS = 0.5, 1.5
LATIN, CYRILLIC_OR_GREEK = re.compile("[a-zA-Z]"), re.compile("[\u0370-\u03ff\u0400-\u04ff]")


LAST = local()


@dataclass(frozen=True)
class Signal:
    """``name`` is a short code, ``detail`` what it is about (a phrase, a domain), ``weight`` in nats."""

    name: str
    detail: str
    weight: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Known:
    """What was gathered beside the text, as JSON gives it.

    ``domains`` says of each domain linked to "new", "known", "allowed" or "blocked"; ``phrases`` are the owner's own with
    their strength, ``harmless`` the built-in ones the owner took out; ``texts`` and ``one`` are how many texts with links
    the member sent before and which share of their links leads to the domains of this one.
    """

    domains: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    harmless: Collection[str] = ()
    texts: int = 0
    one: float = 0.0


@dataclass(frozen=True)
class Read:
    """A matter taken apart once for the rules and for the learned weights."""

    matter: Matter
    words: Mapping[str, Sequence[Word]]
    links: Sequence[Outside]
    kept: dict[str, list[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, matter: Matter, own: str = "") -> "Read":
        """``own`` is the paper's own domain: links to it are no promotion. The last one of a thread is kept, because a
        verdict gathers and judges the same matter."""
        if getattr(LAST, "key", None) != (id(matter), own) or LAST.read.matter is not matter:
            LAST.read, LAST.key = cls.afresh(matter, own), (id(matter), own)
        kept: Read = LAST.read
        return kept

    @classmethod
    def afresh(cls, matter: Matter, own: str) -> "Read":
        return cls(matter, {name: words(matter.plain(name)) for name in FIELDS}, outside.links(matter, own))

    @property
    def size(self) -> int:
        return sum(len(found) for found in self.words.values())


def signals(read: Read, known: Known) -> list[Signal]:
    """Every signal of the text, heaviest first."""
    links = [link for link in read.links if known.domains.get(link.domain) != "allowed"]
    found = [
        *of_phrases(read, known),
        *of_links(links, known),
        *of_anchors(links, known),
        *of_member(links, known),
        *of_address(read),
        *of_report(read),
        *of_contact(read),
        *of_stuffing(read),
        *of_hiding(read),
    ]
    return sorted(found, key=lambda signal: (-signal.weight, signal.name, signal.detail))


def of_phrases(read: Read, known: Known) -> Iterator[Signal]:
    """Each phrase counts once, and all of one strength together only up to a bound: a long text says more of everything."""
    places: dict[tuple[str, str], list[Span]] = {}
    for name in FIELDS:
        for hit in phrases.found(list(read.words[name]), known.phrases, known.harmless):
            places.setdefault((hit.strength, hit.phrase), []).append(Span(name, hit.start, hit.end))
    left = dict(MOST_OF_PHRASES)
    for (strength, phrase), spans in sorted(places.items()):
        weight = min(PER_PHRASE[strength], left[strength])
        left[strength] = round(left[strength] - weight, 6)
        if weight > 0:
            yield Signal(f"phrase_{strength}", phrase, weight, tuple(spans))


def of_links(links: Sequence[Outside], known: Known) -> Iterator[Signal]:
    if links:
        weight = round(min(LINK * len(links), MOST_OF_LINKS), 6)
        yield Signal("links", str(len(links)), weight, spans_of(links))
    for domain in sorted({link.domain for link in links}):
        own = [link for link in links if link.domain == domain]
        state = known.domains.get(domain)
        if state == "blocked":
            yield Signal("domain_blocked", domain, BLOCKED_DOMAIN, spans_of(own))
        elif state == "new":
            yield Signal("domain_new", domain, NEW_DOMAIN, spans_of(own))
        if outside.sells(domain):
            yield Signal("domain_sells", domain, SELLING_DOMAIN, spans_of(own))
        if outside.shortens(domain):
            yield Signal("domain_shortens", domain, SHORTENED, spans_of(own))


def of_anchors(links: Sequence[Outside], known: Known) -> Iterator[Signal]:
    """A link whose words are what somebody would type into a search engine to buy."""
    for link in links:
        hits = list(phrases.found(words(link.text), known.phrases, known.harmless))
        if any(hit.strength != phrases.FAINT for hit in hits):
            yield Signal("anchor_sold", link.text, SOLD_ANCHOR, spans_of([link]))
            break
    for link in links:
        if known.domains.get(link.domain) == "new" and is_keyword(link.text):
            yield Signal("anchor_keyword", link.text, KEYWORD_ANCHOR, spans_of([link]))
            break


def is_keyword(anchor: str) -> bool:
    """Words as typed into a search engine ("roof repair prices"): names have capitals, prose has an article."""
    found = [word.folded for word in words(anchor)]
    return (
        2 <= len(found) <= KEYWORD_LONGEST
        and anchor.islower()
        and found[0] not in ARTICLES
        and not found[0].endswith(ARTICLE_ENDINGS)
        and not PLACES.intersection(found)
    )


def of_member(links: Sequence[Outside], known: Known) -> Iterator[Signal]:
    if links and known.texts >= TEXTS_TO_JUDGE and known.one >= LIKELY_ONE:
        yield Signal("one_domain", f"{known.one:.2f}", ONE_DOMAIN, spans_of(links))


def of_address(read: Read) -> Iterator[Signal]:
    """Speaks to one reader as to a customer: a paper tells what happened, in Romanian it addresses nobody as "tu"."""
    found = [
        Span(name, word.start, word.end)
        for name in FIELDS
        for word in read.words[name]
        if word.folded in TO_ONE_READER
    ]
    share = len(found) / (read.size or 1)
    if len(found) > 1:
        weight = round(min(ADDRESS * share / ADDRESS_SHARE, MOST_OF_ADDRESS), 6)
        yield Signal("address", str(len(found)), weight, tuple(found[:STUFFED_TIMES]))
    orders = [
        Span(name, match.start(1), match.end(1))
        for name in FIELDS
        for match in FIRST_WORD.finditer(read.matter.plain(name))
        if folded(match[1]) in ORDERS
    ]
    if orders:
        weight = round(min(ORDER * len(orders), MOST_OF_ORDERS), 6)
        yield Signal("orders", str(len(orders)), weight, tuple(orders[:STUFFED_TIMES]))


def of_report(read: Read) -> Iterator[Signal]:
    """Words of a report: who said it, which authority. A warning about loan sharks names what loan sharks say."""
    found = [
        Span(name, word.start, word.end)
        for name in FIELDS
        for word in read.words[name]
        if word.folded in REPORTING
    ]
    if found:
        weight = round(max(REPORT * len(found), LEAST_OF_REPORTS), 6)
        yield Signal("report", str(len(found)), weight, tuple(found[:STUFFED_TIMES]))


def of_contact(read: Read) -> Iterator[Signal]:
    for name in FIELDS:
        text = read.matter.plain(name)
        if match := TELEPHONE.search(text):
            yield Signal("phone", match[0], PHONE, (Span(name, *match.span()),))
            break
    shouts = sum(read.matter.plain(name).count("!") for name in FIELDS)
    if shouts:
        yield Signal("shouts", str(shouts), round(min(SHOUT * shouts, MOST_OF_SHOUTS), 6))
    percent = PERCENT.findall(read.matter.text)
    if len(percent) > 1:
        yield Signal("percents", str(len(percent)), REDUCTION)


def of_stuffing(read: Read) -> Iterator[Signal]:
    counts = Counter(
        word.folded
        for name in FIELDS
        for word in read.words[name]
        if len(word.folded) >= STUFFED_LETTERS and not word.folded.isdigit()
    )
    for word, times in counts.most_common(1):
        if times >= STUFFED_TIMES and times / read.size >= STUFFED_SHARE:
            spans = [
                Span(name, found.start, found.end)
                for name in FIELDS
                for found in read.words[name]
                if found.folded == word
            ]
            yield Signal("stuffed", word, STUFFED, tuple(spans[:STUFFED_TIMES]))


def of_hiding(read: Read) -> Iterator[Signal]:
    """Words a reader does not see, or sees as others: unseen letters, style that hides, links on nothing, look-alikes."""
    matter = read.matter
    raw = f"{matter.headline}\n{matter.standfirst}\n{matter.body}"
    if seen(raw) != raw or STYLE_THAT_HIDES.search(raw) or matter.facts.get("hidden"):
        yield Signal("hidden", str(matter.facts.get("hidden") or "unseen"), HIDDEN)
    if any(not link.text for link in read.links):
        yield Signal("hidden", "link", HIDDEN)
    for name in FIELDS:
        text = matter.plain(name)
        for word in read.words[name]:
            if mixed(text[word.start : word.end]):
                yield Signal(
                    "hidden", text[word.start : word.end], HIDDEN, (Span(name, word.start, word.end),)
                )
                return


def mixed(word: str) -> bool:
    """Letters of two scripts in one word, as in "саsino" with a Cyrillic а."""
    return not word.isascii() and bool(LATIN.search(word)) and bool(CYRILLIC_OR_GREEK.search(word))


def spans_of(links: Sequence[Outside]) -> tuple[Span, ...]:
    return tuple(link.span for link in links if link.span)


def known_from(gathered: Mapping[str, Any]) -> Known:
    return Known(
        domains=gathered["domains"],
        phrases=gathered["phrases"],
        harmless=gathered["harmless"],
        texts=gathered["texts"],
        one=gathered["one"],
    )
