"""What the check of promotion says, to the author and to the editor."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonpress.engines.checks.finding import Finding
from commonpress.engines.checks.learning import ENOUGH_OF_EACH, trust

SHOWN = 4  # reasons in one sentence

RULES = {
    "phrase_strong": gettext_lazy("the phrase “%(detail)s”"),
    "phrase_clear": gettext_lazy("the phrase “%(detail)s”"),
    "phrase_mild": gettext_lazy("the phrase “%(detail)s”"),
    "phrase_faint": gettext_lazy("the phrase “%(detail)s”"),
    "links": gettext_lazy("links out: %(detail)s"),
    "domain_new": gettext_lazy("the domain %(detail)s stands in nothing published by others"),
    "domain_sells": gettext_lazy("the domain %(detail)s is named like a shop window"),
    "domain_shortens": gettext_lazy("%(detail)s hides where the link leads"),
    "domain_blocked": gettext_lazy("the domain %(detail)s is on the owner's list"),
    "anchor_sold": gettext_lazy("the link says “%(detail)s”"),
    "anchor_keyword": gettext_lazy("the link “%(detail)s” is worded for search engines"),
    "one_domain": gettext_lazy("nearly all this member's links lead to one place"),
    "phone": gettext_lazy("the telephone number %(detail)s"),
    "shouts": gettext_lazy("exclamation marks: %(detail)s"),
    "percents": gettext_lazy("percentages: %(detail)s"),
    "stuffed": gettext_lazy("the word “%(detail)s” again and again"),
    "hidden": gettext_lazy("hidden or disguised text (%(detail)s)"),
    "address": gettext_lazy("speaks to the reader as to a customer (%(detail)s times)"),
    "orders": gettext_lazy("sentences that call on the reader to act: %(detail)s"),
    "report": gettext_lazy("reports who said or did something (%(detail)s words)"),
}
BROUGHT = {
    "w": gettext_lazy("the word “%(detail)s”"),
    "b": gettext_lazy("the words “%(detail)s”"),
    "f": gettext_lazy("a sentence that begins with “%(detail)s”"),
    "l": gettext_lazy("“%(detail)s” beside a link"),
    "a": gettext_lazy("“%(detail)s” in a link"),
    "d": gettext_lazy("the domain %(detail)s"),
    "n": gettext_lazy("“%(detail)s” in a domain"),
}
LEARNED = {
    "w": gettext_lazy("learned here: the word “%(detail)s”"),
    "p": gettext_lazy("learned here: words beginning with “%(detail)s”"),
    "l": gettext_lazy("learned here: “%(detail)s” beside a link"),
    "a": gettext_lazy("learned here: “%(detail)s” in a link"),
    "d": gettext_lazy("learned here: the domain %(detail)s"),
    "n": gettext_lazy("learned here: “%(detail)s” in a domain"),
    "r": gettext_lazy("learned here: how much “%(detail)s” means at this desk"),
    "all": gettext_lazy("learned here: how many submissions are promotion"),
}


WEIGHED = {"learned": LEARNED, "brought": BROUGHT}


def reason(stored: dict[str, Any]) -> str:
    """One reason in words with its weight: "+" speaks for promotion, "−" against it."""
    what, detail = stored["what"], stored["detail"]
    if what in WEIGHED:
        kind, _colon, detail = detail.partition(":")
        words = WEIGHED[what][kind]
    else:
        words = RULES[what]
    sign = "+" if stored["weight"] >= 0 else "−"
    return f"{words % {'detail': detail}} ({sign}{number_format(abs(stored['weight']), 1)})"


def for_author(finding: Finding) -> str:
    facts = finding.facts
    match finding.code:
        case "blocked_domain":
            return _("Take out the link to %(domains)s; this paper does not link there.") % joined(facts)
        case "new_domain":
            return _(
                "Links to %(domains)s are new to this paper, so an editor reads the text first. Nothing is wrong with that."
            ) % joined(facts)
        case _:
            said = [
                reason(one).rpartition(" (")[0]
                for one in facts["reasons"]
                if one["what"] not in WEIGHED and one["weight"] > 0
            ][:SHOWN]
            if not said:
                return _("This reads like promotion. Say what happened, to whom and why it matters here.")
            return _(
                "This reads like promotion: %(reasons)s. Say what happened, to whom and why it matters here."
            ) % {"reasons": "; ".join(said)}


def for_editor(finding: Finding) -> str:
    facts = finding.facts
    match finding.code:
        case "blocked_domain":
            return _("Links to %(domains)s, which the owner's list sends to an editor.") % joined(facts)
        case "new_domain":
            return ngettext(
                "Links to a domain that stands in nothing published here by others: %(domains)s.",
                "Links to domains that stand in nothing published here by others: %(domains)s.",
                len(facts["domains"]),
            ) % joined(facts)
        case _:
            said = _("Looks like promotion (%(percent)d %%): %(reasons)s.") % {
                "percent": int(100 * finding.score),
                "reasons": "; ".join(reason(one) for one in facts["reasons"][:SHOWN]),
            }
            return f"{said} {basis(facts['learned'], alone=facts.get('alone', False))}"


def basis(taught: Mapping[str, int], *, alone: bool) -> str:
    """What a verdict rests on: what came with the program, and how much of it is this desk's own."""
    start = (
        _("Judged by rules alone, without the weights that came with the program, as the owner chose.")
        if alone
        else _("Judged by rules and weights that came with the program.")
    )
    return f"{start} {learned_so_far(taught)}"


def learned_so_far(taught: Mapping[str, int]) -> str:
    if not (count := sum(taught.values())):
        return _("So far no decision of this desk is learned.")
    said = ngettext(
        "So far %(count)d decision of this desk is learned.",
        "So far %(count)d decisions of this desk are learned.",
        count,
    ) % {"count": count}
    if trust(taught) == 1:
        return said
    return _(
        "%(said)s What is learned counts in full from %(enough)d of promotion and %(enough)d of honest texts on."
    ) % {
        "said": said,
        "enough": ENOUGH_OF_EACH,
    }


def joined(facts: Any) -> dict[str, str]:
    return {"domains": ", ".join(facts["domains"])}
