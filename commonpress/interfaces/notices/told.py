"""A notice in words, in the language that is active: what was decided, why, what its reader may do, and where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonpress.engines.lib import numbers
from commonpress.engines.site import options
from commonpress.interfaces.notices.kinds import KINDS, Kind
from commonpress.interfaces.notices.models import Notice

PLAIN = Kind(label="", title="%(headline)s")  # of a kind that later versions no longer tell


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
        rule=rule_in_words(facts),
        words=str(facts["words"]),
        may=str(kind.may) % facts if facts["may"] else "",
        address=str(facts["address"]),
        is_required=kind.is_required,
    )


def with_defaults(facts: dict[str, Any]) -> dict[str, Any]:
    known = {"headline": _("your story"), "words": "", "rule": "", "address": "", "may": True, "due": ""}
    due = {"due": moment(datetime.fromisoformat(facts["due_at"]))} if facts.get("due_at") else {}
    return {**known, **facts, **due}


def rule_in_words(facts: dict[str, Any]) -> str:
    return str(facts["rule"])


def moment(at: datetime) -> str:
    """Day and hour in the paper's zone."""
    language = get_language() or options.paper().language
    here = timezone.localtime(at, options.paper().timezone)
    return _("%(date)s, %(time)s") % {
        "date": numbers.date_long(here, language),
        "time": numbers.time_short(here, language),
    }
