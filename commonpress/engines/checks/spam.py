"""Promotion: rules that need no teacher, and weights learned from this desk. Every verdict lists its strongest reasons.

It is no quick check: who writes sees the sentence after handing in, so that nobody can try out what gets through.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count

from commonpress.engines.checks import learned, learning, rules
from commonpress.engines.checks.check import Check, Evidence, Shelves
from commonpress.engines.checks.desk_models import Domain, LinkOfText, Phrase
from commonpress.engines.checks.finding import Finding, Severity, Span
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.outside import domain_of
from commonpress.engines.checks.rules import Read, Signal, known_from
from commonpress.engines.checks.spam_sentences import for_author, for_editor
from commonpress.engines.site.address import absolute

KIND, VERSION = "spam", "spam-1"
KINDS = frozenset({"story", "comment", "profile"})
LOOKS, HOLDS = 0.5, 0.9  # the probability from which an editor looks, and from which it waits for one
REASONS = 8  # the strongest, stored with the finding; all weights used are stored with the report
SPANS = 30
NEW_DOMAIN = 0.2  # how much a new domain alone says: a place in the slow lane, no suspicion


def gather(matter: Matter) -> Evidence:
    own = domain_of(absolute("/"))
    read = Read.of(matter, own)
    domains = sorted({link.domain for link in read.links})
    texts, one = habits(matter, domains)
    phrases = {phrase.words: phrase.strength for phrase in Phrase.objects.all()}
    evidence: dict[str, Any] = {
        "own": own,
        "domains": states(matter, domains),
        "phrases": {words: strength for words, strength in phrases.items() if strength != "harmless"},
        "harmless": sorted(words for words, strength in phrases.items() if strength == "harmless"),
        "texts": texts,
        "one": one,
        "learned": learned.count(),
    }
    groups = learning.features(read, rules.signals(read, known_from(evidence)))
    names = [learning.CONSTANT, *(name for group in groups.values() for name in group)]
    return {**evidence, "weights": learned.weights(names) if any(evidence["learned"].values()) else {}}


def states(matter: Matter, domains: list[str]) -> dict[str, str]:
    """Of each domain: the owner's word, or whether somebody else's text that an editor read and published links to it.

    What waits vouches for nothing, nor what trust let out unread, nor the author's own: else two texts, or two accounts,
    of one spammer would know each other.
    """
    if not domains:
        return {}
    said = dict(Domain.objects.filter(name__in=domains).values_list("name", "rule"))
    linked = LinkOfText.objects.filter(domain__in=domains, vouches=True).exclude(subject=matter.subject)
    if matter.author:
        linked = linked.exclude(author=matter.author)
    known = set(linked.values_list("domain", flat=True).distinct())
    return {name: said.get(name) or ("known" if name in known else "new") for name in domains}


def habits(matter: Matter, domains: list[str]) -> tuple[int, float]:
    """How many other texts with links the member sent in, and which share of their links leads where this text's do."""
    if not matter.author or not domains:
        return 0, 0.0
    others = LinkOfText.objects.filter(author=matter.author).exclude(subject=matter.subject)
    total = others.aggregate(texts=Count("subject", distinct=True), links=Count("pk"))
    same = others.filter(domain__in=domains).count()
    return total["texts"], round(same / total["links"], 4) if total["links"] else 0.0


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    read, signals, shown = weighed(matter, evidence)
    odds = learning.nats(signals, shown)
    score = learning.probability(odds)
    found = [*blocked(signals), *new_domains(read, evidence)]
    if score >= LOOKS:
        severity = Severity.HOLD if score >= HOLDS else Severity.WARN
        facts = {
            "reasons": reasons(signals, shown),
            "nats": round(odds, 6),
            "rules": round(learning.ruled(signals), 6),
            "learned": dict(evidence["learned"]),
        }
        found.insert(0, Finding(KIND, "promotion", severity, score, VERSION, spans(signals), facts))
    return found


def weighed(
    matter: Matter, evidence: Evidence
) -> tuple[Read, list[Signal], list[tuple[learning.Feature, float]]]:
    read = Read.of(matter, evidence["own"])
    signals = rules.signals(read, known_from(evidence))
    trust = learning.trust(evidence["learned"])
    return read, signals, learning.shares(learning.features(read, signals), evidence["weights"], trust)


def reasons(signals: Iterable[Signal], shown: Iterable[tuple[str, float]]) -> list[dict[str, Any]]:
    """The strongest of rules and learned features together, heaviest first, each with its weight in nats."""
    every = [(signal.name, signal.detail, signal.weight) for signal in signals]
    every += [("learned", feature, share) for feature, share in shown]
    every.sort(key=lambda reason: (-abs(reason[2]), reason[0], reason[1]))
    return [
        {"what": what, "detail": detail, "weight": round(weight, 3)}
        for what, detail, weight in every[:REASONS]
    ]


def spans(signals: Iterable[Signal]) -> tuple[Span, ...]:
    found = dict.fromkeys(span for signal in signals if signal.weight > 0 for span in signal.spans)
    return tuple(found)[:SPANS]


def blocked(signals: Iterable[Signal]) -> list[Finding]:
    hits = [signal for signal in signals if signal.name == "domain_blocked"]
    marked = tuple(span for signal in hits for span in signal.spans)
    facts = {"domains": [signal.detail for signal in hits]}
    return [Finding(KIND, "blocked_domain", Severity.HOLD, 1.0, VERSION, marked, facts)] if hits else []


def new_domains(read: Read, evidence: Evidence) -> list[Finding]:
    new = sorted(name for name, state in evidence["domains"].items() if state == "new")
    marked = tuple(link.span for link in read.links if link.domain in new and link.span)
    facts = {"domains": new}
    return [Finding(KIND, "new_domain", Severity.WARN, NEW_DOMAIN, VERSION, marked, facts)] if new else []


def recompute(matter: Matter, evidence: Evidence) -> float:
    """The logarithm of the odds from what is stored, unrounded: the same to the bit every time."""
    _, signals, shown = weighed(matter, evidence)
    return learning.nats(signals, shown)


class Lists(Shelves):
    """Keeps who linked where, and what the desk taught."""

    def put(self, matter: Matter, *, public: bool, at: datetime, read: bool) -> None:  # noqa: ARG002 (as all shelves)
        LinkOfText.objects.filter(subject=matter.subject).delete()
        vouches = public and read
        LinkOfText.objects.bulk_create(
            LinkOfText(subject=matter.subject, author=matter.author, domain=domain, vouches=vouches)
            for domain in sorted({link.domain for link in Read.of(matter, domain_of(absolute("/"))).links})
        )

    def remove(self, subject: str) -> None:
        LinkOfText.objects.filter(subject=subject).delete()

    def learn(self, matter: Matter, label: str, sign: int) -> None:
        if sign < 0:
            learned.unlearn(matter.subject, label)
            return
        evidence = gather(matter)
        read = Read.of(matter, evidence["own"])
        signals = rules.signals(read, known_from(evidence))
        values = learning.values(learning.features(read, signals))
        learned.learn(matter, label, values, learning.ruled(signals))


SHELVES = Lists()
CHECK = Check(KIND, VERSION, judge, for_author, for_editor, gather, kinds=KINDS)
