"""What the list of the queue shows: the filter an editor asked for, and one row an entry, ready for the template."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commonpress.domain.members.models import Member, Trust
from commonpress.domain.stories import access as stories
from commonpress.domain.stories.models import Section
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.acts import OFFERS, kind_named, short
from commonpress.interfaces.desk.models import Entry

MOST = 200  # entries of one page; more would be read by nobody at once
ORDERS = {
    "risk": (gettext_lazy("The riskiest first"), ("-risk", "at", "pk")),
    "safe": (gettext_lazy("The safest first"), ("risk", "at", "pk")),
    "age": (gettext_lazy("The oldest first"), ("at", "pk")),
    "new": (gettext_lazy("The newest first"), ("-at", "-pk")),
}
SHAPES = {Entry.Verdict.HOLD: "▲", Entry.Verdict.LOOK: "◆", Entry.Verdict.CLEAN: "○"}
# What a row reads of an entry and of its people, as plain values: six hundred model objects cost more than all the rest.
SHOWN = ("pk", "kind", "subject", "headline", "language", "author_name", "verdict", "risk", "signs", "times", "at",
         "section", "author__trust", "claimed_until", "claimed_by", "claimed_by__name")  # fmt: skip
Shown = Mapping[str, Any]


@dataclass(frozen=True)
class Filter:
    """What an editor asked the list for; empty means all."""

    kind: str = ""
    section: str = ""
    language: str = ""
    verdict: str = ""
    mine: str = ""
    order: str = "risk"

    def query(self, **other: str) -> str:
        """As a query string, with what differs from the start alone."""
        start = asdict(Filter())
        return urlencode(
            {key: value for key, value in asdict(replace(self, **other)).items() if value != start[key]}
        )

    def among(self, entries: QuerySet[Entry], member: Member) -> QuerySet[Entry]:
        """Those asked for, in the order asked for."""
        wanted: dict[str, Any] = {
            "kind": self.kind,
            "section__slug": self.section,
            "language": self.language,
            "verdict": self.verdict,
        }
        found = entries.filter(**{name: value for name, value in wanted.items() if value})
        if self.mine:
            found = found.filter(claimed_by=member, claimed_until__gt=clock.now())
        return found.order_by(*ORDERS[self.order][1])


def asked(query: Mapping[str, str]) -> Filter:
    """The filter of an address; what makes no sense is left out."""
    known = {
        "kind": Entry.Kind.values,
        "verdict": Entry.Verdict.values,
        "order": list(ORDERS),
        "mine": ["1"],
    }
    found = {each.name: str(query.get(each.name, ""))[:80] for each in fields(Filter)}
    sound = {name: value for name, value in found.items() if value and value in known.get(name, [value])}
    return Filter(**sound)


@dataclass(frozen=True)
class Row:
    """One line of the list. All words are ready, numbers too: two hundred rows leave no time to look for them in the
    template or to spell them in the reader's language, which no number of these needs."""

    pk: str
    headline: str
    language: str
    shape: str
    verdict: str
    mark: str
    risk: str
    about: str
    at: str
    age: str
    signs: str
    taken: str
    acts: "tuple[Button, ...]"


class Button(NamedTuple):
    """What one key does with a row."""

    name: str
    key: str
    label: str


def rows(
    entries: Iterable[Shown], member: Member, labels: Mapping[str, str], sections: Iterable[Section]
) -> list[Row]:
    """``entries`` are the values of ``SHOWN``; ``labels`` the names of the kinds of findings, in the reader's language.

    One query: what was published by trust and waits to be read.
    """
    now = clock.now()
    names = Names.now(sections)
    entries = list(entries)
    unread = stories.public_among(entry["subject"] for entry in entries if entry["kind"] == Entry.Kind.STORY)
    return [
        Row(
            pk=str(entry["pk"]),
            headline=entry["headline"] or names.nothing,
            language=entry["language"],
            shape=SHAPES[entry["verdict"]],
            verdict=names.verdicts[entry["verdict"]],
            mark=entry["verdict"],
            risk=str(round(entry["risk"] * 100)),
            about=about(entry, names),
            at=entry["at"].isoformat(timespec="seconds"),
            age=age(now - entry["at"]),
            signs=", ".join(labels.get(sign, sign) for sign in entry["signs"]),
            taken=taken(entry, member, now),
            acts=names.acts[kind_named(entry["kind"], entry["subject"], entry["subject"] in unread)],
        )
        for entry in entries
    ]


@dataclass(frozen=True)
class Names:
    """Every word that rows share, asked for once."""

    kinds: Mapping[str, str]
    verdicts: Mapping[str, str]
    levels: Mapping[int, str]
    sections: Mapping[int, str]
    acts: Mapping[str, tuple[Button, ...]]
    nothing: str

    @classmethod
    def now(cls, sections: Iterable[Section]) -> "Names":
        return cls(
            kinds={
                Entry.Kind.STORY: _("story"),
                Entry.Kind.COMMENT: _("comment"),
                Entry.Kind.ACCOUNT: _("account"),
                Entry.Kind.REVISION: _("revision"),
                Entry.Kind.FLAG: _("flag"),
            },
            verdicts={value: str(label) for value, label in Entry.Verdict.choices},
            levels={value: str(label) for value, label in Trust.choices},
            sections={section.pk: section.label for section in sections},
            acts={
                kind: tuple(Button(act.name, act.key, str(act.label)) for act in short(kind))
                for kind in OFFERS
            },
            nothing=_("(no headline)"),
        )


def about(entry: Shown, names: Names) -> str:
    """For example “story · Harbour · Ben Writes, newcomer”."""
    kind, who, trust = names.kinds[entry["kind"]], entry["author_name"], entry["author__trust"]
    if who and trust is not None:
        who = f"{who}, {names.levels[trust]}"
    times = f"{kind} × {entry['times']}" if entry["times"] > 1 else kind
    return " · ".join(part for part in (times, names.sections.get(entry["section"], ""), who) if part)


def taken(entry: Shown, member: Member, now: datetime) -> str:
    """Who works on it, in words; empty when nobody does."""
    if not entry["claimed_by"] or not entry["claimed_until"] or entry["claimed_until"] <= now:
        return ""
    if entry["claimed_by"] == member.pk:
        return _("yours")
    return _("taken by %(name)s") % {"name": entry["claimed_by__name"]}


def age(span: timedelta) -> str:
    """How long something waits, as short as can be: 5 min, 3 h, 12 d."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return pgettext("minutes", "%d min") % minutes
    if minutes < 48 * 60:
        return pgettext("hours", "%d h") % (minutes // 60)
    return pgettext("days", "%d d") % (minutes // 1440)


def counts(entries: QuerySet[Entry]) -> dict[str, int]:
    """How many wait, by kind. One query."""
    return dict(entries.order_by().values_list("kind").annotate(Count("pk")))
