"""What is said of copied text. Who reads it sees the passages beside it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.engines.checks.finding import Finding

FIRST_WORDS = 60  # characters of a title in a sentence


def for_author(finding: Finding) -> str:
    share = per_cent(finding)
    match finding.code:
        case "passages":
            return _(
                "%(share)d%% of your text also stands elsewhere. Say it in your own words, or quote it and name the source."
            ) % {"share": share}
        case "credited":
            return _("%(share)d%% of the text comes from the source you name.") % {"share": share}
        case "quoted":
            return _("%(share)d%% of your text is quotation. Add what you found out yourself.") % {
                "share": share
            }
        case _:
            return _("%(share)d%% of the text stands in an earlier text of yours.") % {"share": share}


def for_editor(finding: Finding) -> str:
    facts: dict[str, Any] = {"share": per_cent(finding), "source": first_source(finding)}
    match finding.code:
        case "passages":
            count = len(finding.facts["sources"])
            return ngettext(
                "%(share)d%% of the text was copied from %(source)s.",
                "%(share)d%% of the text was copied from %(count)d texts, most of it from %(source)s.",
                count,
            ) % {**facts, "count": count}
        case "credited":
            return _("%(share)d%% of the text comes from %(source)s, which the story credits.") % facts
        case "quoted":
            return _("%(share)d%% of the text is quotation with its source.") % facts
        case _:
            return _("%(share)d%% of the text stands in the author's earlier text %(source)s.") % facts


def per_cent(finding: Finding) -> int:
    return max(1, round(100 * float(finding.facts["share"])))


def first_source(finding: Finding) -> str:
    sources = finding.facts.get("sources") or [{}]
    first = sources[0]
    title = str(first.get("title", ""))
    short = title if len(title) <= FIRST_WORDS else title[: FIRST_WORDS - 1].rstrip() + "…"
    named = _("“%(title)s”") % {"title": short} if short else str(first.get("subject", ""))
    agency = str(first.get("agency", ""))
    return _("%(title)s (%(agency)s)") % {"title": named, "agency": agency} if agency else named
