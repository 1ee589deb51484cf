"""Where a story belongs, learned from the archive: what its nearest stories and each section as a whole are like.

Three opinions are added: the likeness to the middle of each section, the votes of the nearest stories, and, with less
weight, where the author's other stories stand. Says nothing when they do not clearly prefer one section.
"""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.engines.checks.check import Check, Evidence, Shelves
from commonpress.engines.checks.desk_models import SectionText
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import FIELDS, Matter
from commonpress.engines.checks.section_shelf import SHELF, STEM, Vector, stems
from commonpress.engines.checks.words import words

KIND, VERSION = "section", "section-2"
LEAST_TEXTS = 3  # of a section before it is proposed
LEAST_ALL = 20  # stories before anything is said
NEAREST, SHARPNESS = 15, 3  # stories that vote; the power of the likeness that is a vote's weight
HABIT = 0.5  # the author's, beside 1 for each opinion on the words: those who write of everything are judged by their words
LEAD = 0.25  # by how much the first section must lead the next, of 2.5: the sum of the three opinions
NAMED = 5  # words a finding names


def gather(matter: Matter) -> Evidence:
    """Of each section: how many stories, the author's own among them, its likeness, its votes, and the words that make it
    likest."""
    with SHELF.lock:
        SHELF.refresh()
        counts = Counter(stems(matter))
        mine = SHELF.vector(counts, SHELF.own(matter.subject))
        others = [
            (shelved.section, SHELF.vectors[pk])
            for pk, shelved in SHELF.texts.items()
            if shelved.subject != matter.subject
        ]
        own = Counter(
            shelved.section
            for shelved in SHELF.texts.values()
            if matter.author and shelved.author == matter.author and shelved.subject != matter.subject
        )
        return opinions(mine, others, own) if matter.section else {"sections": {}}


def opinions(mine: Vector, others: list[tuple[str, Vector]], own: Counter[str]) -> dict[str, Any]:
    middles: dict[str, Counter[str]] = {}
    for section, vector in others:
        middles.setdefault(section, Counter()).update(vector)
    near = sorted(((likeness(mine, vector), section) for section, vector in others), reverse=True)[:NEAREST]
    texts = Counter(section for section, _vector in others)
    return {
        "sections": {
            section: {**opinion(section, mine, middles[section], near, texts), "own": own[section]}
            for section in middles
        }
    }


def opinion(
    section: str, mine: Vector, middle: Counter[str], near: list[tuple[float, str]], texts: Counter[str]
) -> dict[str, Any]:
    length = sum(weight * weight for weight in middle.values()) ** 0.5 or 1.0
    by_word = {word: weight * middle[word] / length for word, weight in mine.items() if word in middle}
    strongest = sorted(by_word, key=lambda word: (-by_word[word], word))[: 4 * NAMED]
    return {
        "texts": texts[section],
        "like": round(sum(by_word.values()), 6),
        "votes": round(sum(like**SHARPNESS for like, name in near if name == section), 9),
        "words": {word: round(by_word[word], 6) for word in strongest},
    }


def likeness(mine: Vector, other: Vector) -> float:
    return sum(weight * other[word] for word, weight in mine.items() if word in other)


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    sections = evidence["sections"]
    if sum(of["texts"] for of in sections.values()) < LEAST_ALL or len(sections) < 2:
        return []
    likes, votes = (sum(of[name] for of in sections.values()) or 1.0 for name in ("like", "votes"))
    habit = HABIT / (1 + sum(of["own"] for of in sections.values()))  # one story makes no habit
    totals = {
        name: of["like"] / likes + of["votes"] / votes + habit * of["own"] for name, of in sections.items()
    }
    best, second = sorted(totals, key=lambda name: (-totals[name], name))[:2]
    lead = totals[best] - totals[second]
    if not sections[best]["words"]:  # a habit alone says nothing of this text
        return []
    if best == matter.section or lead < LEAD or sections[best]["texts"] < LEAST_TEXTS:
        return []
    facts = {
        "section": best,
        "filed": matter.section,
        "words": deciding(matter, sections, best),
        "lead": round(lead, 6),
        "own": sections[best]["own"],
    }
    return [Finding(KIND, "elsewhere", Severity.NOTE, min(1.0, round(lead, 4)), VERSION, facts=facts)]


def deciding(matter: Matter, sections: dict[str, Any], best: str) -> list[list[Any]]:
    """The words that speak more for the best section than for the filed one, each with the likeness it adds."""
    filed = sections.get(matter.section, {"words": {}})["words"]
    gain = {word: share - filed.get(word, 0.0) for word, share in sections[best]["words"].items()}
    strongest = sorted(gain, key=lambda word: (-gain[word], word))[:NAMED]
    spoken = spellings(matter)
    return [[spoken.get(word, word), round(gain[word], 4)] for word in strongest]


def spellings(matter: Matter) -> dict[str, str]:
    """The beginning of each word, with the word as it stands first."""
    found: dict[str, str] = {}
    for name in FIELDS:
        text = matter.plain(name)
        for word in words(text):
            found.setdefault(word.folded[:STEM], text[word.start : word.end])
    return found


def for_author(finding: Finding) -> str:
    return _("By its words (%(words)s) this may belong in another section. An editor can move it.") % named(
        finding
    )


def for_editor(finding: Finding) -> str:
    own = finding.facts["own"]
    said = _("May belong in “%(section)s” rather than “%(filed)s”: %(words)s.") % {
        **finding.facts,
        **named(finding),
    }
    there = ngettext("Its author has %(n)d story there.", "Its author has %(n)d stories there.", own) % {
        "n": own
    }
    return f"{said} {there}" if own else said


def named(finding: Finding) -> dict[str, str]:
    return {"words": ", ".join(word for word, _weight in finding.facts["words"])}


class Sections(Shelves):
    """Keeps the words of what stands in a section."""

    def learn_section(self, matter: Matter, sign: int) -> None:
        SectionText.objects.filter(subject=matter.subject).delete()
        if sign > 0 and matter.section:
            text = " ".join(stems(matter))
            SectionText.objects.create(
                subject=matter.subject, section=matter.section, author=matter.author, stems=text
            )

    def remove(self, subject: str) -> None:
        SectionText.objects.filter(subject=subject).delete()


SHELVES = Sections()
CHECK = Check(KIND, VERSION, judge, for_author, for_editor, gather)
