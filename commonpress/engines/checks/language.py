"""Which language a text is in, against the one its author declared.

Groups of three letters are compared with the profile of each language (``tools/languages.py`` makes them): Cavnar, Trenkle,
"N-gram-based text categorization", 1994, with a naive Bayes score in place of ranks. Short or mixed texts get no answer.
"""

import json
from collections import Counter
from functools import cache
from math import exp, log
from pathlib import Path

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from commonpress.engines.checks.check import Check, Evidence
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.letters import groups
from commonpress.engines.checks.matter import Matter

KIND, VERSION = "language", "language-1"
PROFILES = Path(__file__).with_name("languages.json")
READ = 6_000  # characters from the beginning
LEAST = 60  # groups: about twelve words
UNSEEN = 0.3  # parts of 10,000 for a group that is not in a profile
KNOWN = 0.35  # of the groups must stand in the best profile, or the text is in none of these languages
TEMPER = 0.25  # groups overlap: four of them tell about as much as one on its own
SURE = 0.95
FOREIGN = "foreign"  # of a comment, in a language the paper has not
# Written nearly alike, so that none of a row is held against another.
ALIKE = ({"hr", "sr", "bs", "sh"}, {"nb", "no", "nn", "da"}, {"cs", "sk"}, {"pt", "gl"})


def detect(text: str) -> tuple[str, float]:
    """The language (ISO 639-1, "nb" for Norwegian) and how certain that is (0 to 1); ``("", 0.0)`` when it cannot be said.

    For a guess to show in a form take it from 0.8, to disagree with an author from 0.95.
    """
    counted = Counter(groups(text[:READ]))
    total = counted.total()
    if total < LEAST:
        return "", 0.0
    scores = {language: score(counted, language) for language in profiles()}
    best = max(scores, key=lambda language: (scores[language], language))
    known = sum(count for group, count in counted.items() if group in profiles()[best])
    if known < KNOWN * total:
        return "", 0.0
    others = sum(exp(max(TEMPER * (found - scores[best]), -700)) for found in scores.values())
    return best, round(1 / others, 4)


def score(counted: Counter[str], language: str) -> float:
    profile, unseen = profiles()[language], log(UNSEEN)
    return sum(count * profile.get(group, unseen) for group, count in counted.items())


@cache
def profiles() -> dict[str, dict[str, float]]:
    """Logarithms of the shares of each language's commonest groups."""
    stored = json.loads(PROFILES.read_text(encoding="utf-8"))
    return {
        language: {group: log(share) for group, share in profile.items()}
        for language, profile in stored.items()
    }


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    """Of a story the language it is said to be in. A comment may be in that of its story or another of the paper's, which
    are the fact ``languages``.
    """
    said = [matter.language, *matter.facts.get("languages", ())]
    wanted = [one.split("-")[0].lower() for one in said if one]
    found, certainty = detect("\n".join((matter.headline, matter.standfirst, matter.text)))
    if not wanted or certainty < SURE or any(same(one, found) for one in wanted):
        return []
    facts = {"declared": wanted[0], "detected": found}
    code = FOREIGN if matter.kind == "comment" else "other"
    return [Finding(KIND, code, Severity.WARN, certainty, VERSION, facts=facts)]


def same(one: str, other: str) -> bool:
    """Also when the declared language is none of those we know: then nothing is said."""
    return one == other or one not in profiles() or any(one in row and other in row for row in ALIKE)


def for_author(finding: Finding) -> str:
    if finding.code == FOREIGN:
        return _("It reads like %(detected)s, under a text in %(declared)s.") % named(finding)
    return _(
        "You say the text is in %(declared)s; it reads like %(detected)s. Please choose its language again."
    ) % named(finding)


def for_editor(finding: Finding) -> str:
    if finding.code == FOREIGN:
        return for_author(finding)
    return _("The text is said to be in %(declared)s but reads like %(detected)s.") % named(finding)


def named(finding: Finding) -> dict[str, str]:
    """The languages by name, in the language of who reads."""
    return {key: name_of(str(finding.facts[key])) for key in ("declared", "detected")}


def name_of(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


CHECK = Check(
    KIND, VERSION, judge, for_author, for_editor, kinds=frozenset({"story", "comment"}), is_quick=True
)
