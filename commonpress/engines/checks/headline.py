"""Headlines that shout, tease or run on. All thresholds are the newsroom's usual ones; nothing here ever holds a story."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.engines.checks.check import Check, Evidence
from commonpress.engines.checks.finding import Finding, Severity, Span
from commonpress.engines.checks.matter import Matter

KIND, VERSION = "headline", "headline-1"
LONGEST = 110  # characters; Google's own limit for a headline, and about two lines of ours
SHORTEST = 12  # characters: "Storm ahead" says too little in a list
LETTERS_TO_SHOUT = 12  # capitals in all before their share means anything: "NATO and EU" is no shouting
SHARE_THAT_SHOUTS = 0.6
WORDS_THAT_SHOUT = 3  # words of four or more capitals in a row: no organisation is called so
# Pictographs and the signs dressed up as them; plain signs such as °, €, → and № are none.
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u20e3]+(?:\u200d[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]+)*"
)
TEASING = re.compile(r"[!?]{2,}|\.{4,}|…\s*[!?]+|!\s*$|(?:\.{3}|…)\s*$")
SHOUTED = re.compile(r"\b[^\W\d_a-z]{4,}(?:[\s,–—-]+[^\W\d_a-z]{4,})+", re.UNICODE)


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    return [
        found for look in (empty_or_short, long, capitals, emoji, teasing) for found in look(matter.headline)
    ]


def empty_or_short(headline: str) -> Iterator[Finding]:
    length = len(headline.strip())
    if length < SHORTEST:
        yield said("short", Severity.NOTE, 1 - length / SHORTEST, headline, length=length, least=SHORTEST)


def long(headline: str) -> Iterator[Finding]:
    length = len(headline)
    if length > LONGEST:
        over = min(1.0, (length - LONGEST) / LONGEST)
        span = Span("headline", LONGEST, length)
        yield said("long", Severity.NOTE, over, headline, span, length=length, most=LONGEST)


def capitals(headline: str) -> Iterator[Finding]:
    upper = sum(c.isupper() for c in headline)
    lower = sum(c.islower() for c in headline)
    share = upper / (upper + lower or 1)
    run = next((match for match in SHOUTED.finditer(headline) if shouts(match[0])), None)
    if (upper >= LETTERS_TO_SHOUT and share >= SHARE_THAT_SHOUTS) or run:
        span = Span("headline", *(run.span() if run else (0, len(headline))))
        yield said(
            "capitals", Severity.WARN, max(share, 0.5), headline, span, capitals=upper, letters=upper + lower
        )


def shouts(run: str) -> bool:
    return run.isupper() and len(re.findall(r"\w+", run)) >= WORDS_THAT_SHOUT


def emoji(headline: str) -> Iterator[Finding]:
    spans = [Span("headline", *match.span()) for match in EMOJI.finditer(headline)]
    if spans:
        yield said(
            "emoji", Severity.WARN, min(1.0, 0.4 + 0.2 * len(spans)), headline, *spans, count=len(spans)
        )


def teasing(headline: str) -> Iterator[Finding]:
    spans = [Span("headline", *match.span()) for match in TEASING.finditer(headline)]
    if spans:
        marks = "".join(headline[span.start : span.end].strip() for span in spans)
        yield said(
            "punctuation", Severity.NOTE, min(1.0, 0.5 + 0.25 * len(marks) / 2), headline, *spans, marks=marks
        )


def said(
    code: str, severity: Severity, score: float, headline: str, *spans: Span, **facts: object
) -> Finding:
    return Finding(
        KIND, code, severity, round(score, 4), VERSION, spans or (Span("headline", 0, len(headline)),), facts
    )


def for_author(finding: Finding) -> str:
    facts = finding.facts
    match finding.code:
        case "short":
            return _("The headline is very short. Say in a few words what happened.")
        case "long":
            return ngettext(
                "The headline has %(length)d character; %(most)d are enough.",
                "The headline has %(length)d characters; %(most)d are enough.",
                facts["length"],
            ) % {"length": facts["length"], "most": facts["most"]}
        case "capitals":
            return _("Write the headline in small letters, as in a sentence. Capitals read as shouting.")
        case "emoji":
            return _("Leave emoji out of the headline.")
        case _:
            return _("End the headline plainly: no “%(marks)s”.") % {"marks": facts["marks"]}


def for_editor(finding: Finding) -> str:
    facts = finding.facts
    match finding.code:
        case "short":
            return _("The headline is very short.")
        case "long":
            return ngettext(
                "The headline has %(length)d character.",
                "The headline has %(length)d characters.",
                facts["length"],
            ) % {"length": facts["length"]}
        case "capitals":
            return _("The headline shouts: %(capitals)d of its %(letters)d letters are capitals.") % facts
        case "emoji":
            return _("There are emoji in the headline.")
        case _:
            return _("The headline teases with “%(marks)s”.") % {"marks": facts["marks"]}


CHECK = Check(KIND, VERSION, judge, for_author, for_editor, is_quick=True)
