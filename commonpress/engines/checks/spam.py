"""Promotion: rules that need no teacher, and weights learned from this desk. Every verdict lists its strongest reasons.

It is no quick check: who writes sees the sentence after handing in, so that nobody can try out what gets through.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonpress.engines.checks import learned, learning, prior, rules
from commonpress.engines.checks.check import Check, Evidence, Shelves
from commonpress.engines.checks.desk_models import Domain, LinkOfText, Phrase
from commonpress.engines.checks.finding import Finding, Severity, Span
from commonpress.engines.checks.learned import asked
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.outside import domain_of
from commonpress.engines.checks.rules import Read, Signal, known_from
from commonpress.engines.checks.spam_sentences import RULES, for_author, for_editor
from commonpress.engines.site import options
from commonpress.engines.site.address import absolute

KIND, VERSION = "spam", "spam-2"
KINDS = frozenset({"story", "comment", "profile"})
LOOKS, HOLDS = 0.5, 0.9  # the probability from which an editor looks, and from which it waits for one
RULED = tuple(f"r:{name}" for name in RULES)
REASONS = 8  # the strongest, stored with the finding; all weights used are stored with the report
SPANS = 30
NO_FILE = 0  # in place of the number of a file of weights: the owner wants the rules alone
PHRASES = "SELECT words, strength FROM {table} ORDER BY words"
RULES_OF = "SELECT name, rule FROM {table} WHERE name IN ({marks})"
VOUCHED = "SELECT DISTINCT domain FROM {table} WHERE domain IN ({marks}) AND vouches AND subject <> %s"
BY_OTHERS = " AND author <> %s"
HABITS = (
    "SELECT COUNT(DISTINCT subject), COUNT(*), SUM(CASE WHEN domain IN ({marks}) THEN 1 ELSE 0 END) "
    "FROM {table} WHERE author = %s AND subject <> %s"
)
NEW_DOMAIN = 0.2  # how much a new domain alone says: a place in the slow lane, no suspicion


def gather(matter: Matter) -> Evidence:
    own = domain_of(absolute("/"))
    read = Read.of(matter, own)
    domains = sorted({link.domain for link in read.links})
    texts, one = habits(matter, domains)
    phrases = dict(asked(PHRASES, Phrase))
    evidence: dict[str, Any] = {
        "own": own,
        "domains": states(matter, domains),
        "phrases": {words: strength for words, strength in phrases.items() if strength != "harmless"},
        "harmless": sorted(words for words, strength in phrases.items() if strength == "harmless"),
        "texts": texts,
        "one": one,
        "learned": learned.count(),
        "prior": NO_FILE if options.paper().promotion_by_rules_alone else prior.NUMBER,
    }
    groups = learning.features(read, ())
    # All rules are asked for, whether the text shows them or not: to find that out twice took longer.
    names = [learning.CONSTANT, *RULED, *(name for group in groups.values() for name in group)]
    return {**evidence, "weights": learned.weights(names) if any(evidence["learned"].values()) else {}}


def states(matter: Matter, domains: list[str]) -> dict[str, str]:
    """Of each domain: the owner's word, or whether somebody else's text that an editor read and published links to it.

    What waits vouches for nothing, nor what trust let out unread, nor the author's own: else two texts, or two accounts,
    of one spammer would know each other.
    """
    if not domains:
        return {}
    said = dict(asked(RULES_OF, Domain, among=domains))
    others = VOUCHED + (BY_OTHERS if matter.author else "")
    given = [matter.subject, *([matter.author] if matter.author else [])]
    known = {domain for (domain,) in asked(others, LinkOfText, among=domains, given=given)}
    return {name: said.get(name) or ("known" if name in known else "new") for name in domains}


def habits(matter: Matter, domains: list[str]) -> tuple[int, float]:
    """How many other texts with links the member sent in, and which share of their links leads where this text's do."""
    if not matter.author or not domains:
        return 0, 0.0
    [(texts, links, same)] = asked(HABITS, LinkOfText, among=domains, given=[matter.author, matter.subject])
    return texts, round(same / links, 4) if links else 0.0


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    said = weighed(matter, evidence)
    score = learning.probability(said.odds)
    found = [*blocked(said.signals), *new_domains(said.read, evidence)]
    if score >= LOOKS:
        severity = Severity.HOLD if score >= HOLDS else Severity.WARN
        facts = {
            "reasons": reasons(said),
            "nats": round(said.odds, 6),
            "rules": round(said.untaught, 6),
            "learned": dict(evidence["learned"]),
            **({"alone": True} if evidence.get("prior") == NO_FILE else {}),
        }
        found.insert(0, Finding(KIND, "promotion", severity, score, VERSION, spans(said.signals), facts))
    return found


@dataclass(frozen=True)
class Weighed:
    """What speaks for and against promotion, each in nats: the rules' signals, what the program brings along, and what
    this desk taught."""

    read: Read
    signals: Sequence[Signal]
    brought: Sequence[tuple[str, float]]
    taught: Sequence[tuple[learning.Feature, float]]

    @property
    def untaught(self) -> float:
        """The logarithm of the odds, had the desk taught nothing."""
        return learning.ruled(self.signals) + sum(share for _, share in self.brought)

    @property
    def odds(self) -> float:
        return self.untaught + sum(share for _, share in self.taught)


def weighed(matter: Matter, evidence: Evidence) -> Weighed:
    """A report from before the program brought weights along was judged without them, and is again; so is one of a time
    when the owner wanted the rules alone."""
    read = Read.of(matter, evidence["own"])
    signals, brought = rules.signals(read, known_from(evidence)), []
    taught = learning.features(read, signals)
    if number := evidence.get("prior"):
        brought = prior.shares(read, signals, number)
        signals = prior.beside(signals, evidence["phrases"], prior.enough(read))
    trust = learning.trust(evidence["learned"])
    return Weighed(read, signals, brought, learning.shares(taught, evidence["weights"], trust))


def reasons(said: Weighed) -> list[dict[str, Any]]:
    """The strongest of rules, brought and learned features together, heaviest first, each with its weight in nats."""
    brought = dict(said.brought)
    brought.pop(learning.CONSTANT, None)
    every = [
        (signal.name, signal.detail, signal.weight + brought.pop(prior.ruled(signal.name), 0.0))
        for signal in said.signals
    ]  # what is brought along for a rule is shown with the first signal of that rule
    every += [("brought", feature, share) for feature, share in brought.items()]
    every += [("learned", feature, share) for feature, share in said.taught]
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
    return weighed(matter, evidence).odds


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
        said = weighed(matter, gather(matter))
        values = learning.values(learning.features(said.read, said.signals))
        learned.learn(matter, label, values, said.untaught)


SHELVES = Lists()
CHECK = Check(KIND, VERSION, judge, for_author, for_editor, gather, kinds=KINDS)
