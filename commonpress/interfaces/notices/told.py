"""A notice in words, in the language that is active: what was decided, why, what its reader may do, and where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonpress.domain.members import rules
from commonpress.engines.lib import numbers
from commonpress.engines.site import options
from commonpress.interfaces.notices.kinds import KINDS, Kind, Leads
from commonpress.interfaces.notices.models import Notice

PLAIN = Kind(
    label="", title="%(headline)s", leads=Leads.NOWHERE
)  # of a kind that later versions no longer tell
Facts = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """``rule`` is why, in plain words; ``words`` are the editor's own, as they were written."""

    title: str
    rule: str
    words: str
    may: str
    address: str
    is_required: bool


def told(notice: Notice) -> Told:
    kind = KINDS.get(notice.kind, PLAIN)
    facts = with_defaults(notice.facts)
    return Told(
        title=str(kind.title) % facts,
        rule=rules.in_words(str(facts["rule"])) if facts["rule"] else "",
        words=str(facts["words"]),
        may=str(kind.may) % facts if facts["may"] else "",
        address=ADDRESSES[kind.leads](facts),
        is_required=kind.is_required,
    )


def with_defaults(facts: Facts) -> Facts:
    granted = facts.get("granted")
    known: Facts = {
        "headline": facts.get("headline") or _("your story"),
        "who": facts.get("who") or _("Somebody"),
        "outcome": _("you were right") if granted else _("the decision stands"),
        "due": moment(facts.get("due_at")),
        "until": moment(facts.get("until")),
    }
    return {"words": "", "rule": "", "may": True, **facts, **known}


def moment(at: str | None) -> str:
    """Day and hour in the paper's zone."""
    if not at:
        return ""
    paper = options.paper()
    language = get_language() or paper.language
    # English of Europe writes 22 November and 07:40.
    language = "en-150" if language == "en" and paper.zone.startswith("Europe/") else language
    here = timezone.localtime(datetime.fromisoformat(at), paper.timezone)
    return _("%(date)s, %(time)s") % {
        "date": numbers.date_long(here, language),
        "time": numbers.time_short(here, language),
    }


def to_decision(facts: Facts) -> str:
    """Where it can be appealed against; others who sign see the story instead."""
    return (
        reverse("concern", args=[facts["decision"]])
        if facts.get("decision") and facts["may"]
        else to_own(facts)
    )


def to_own(facts: Facts) -> str:
    return reverse("studio-own", args=[facts["story"]]) if facts.get("story") else ""


def to_story(facts: Facts) -> str:
    return str(facts.get("address") or to_own(facts))


def to_comment(facts: Facts) -> str:
    return f"{facts['address']}comments/{facts['comment']}/" if facts.get("comment") else to_story(facts)


ADDRESSES: dict[Leads, Callable[[Facts], str]] = {
    Leads.STORY: to_story,
    Leads.OWN: to_own,
    Leads.DECISION: to_decision,
    Leads.COMMENT: to_comment,
    Leads.STUDIO: lambda _facts: reverse("studio"),
    Leads.TOKENS: lambda _facts: reverse("tokens"),
    Leads.NOWHERE: lambda _facts: "",
}
