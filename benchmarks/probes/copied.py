"""How well the copied check finds planted copies, and how often it is wrong; prints one JSON object.

python -m benchmarks.probes.copied 100

The number is that of stories for each share and manner. ``benchmarks/planted.py`` says how they are made.
"""

import json
import sys
from typing import TYPE_CHECKING, Any

from benchmarks.papers import scratch

if TYPE_CHECKING:
    from benchmarks.planted import Prose
    from commonpress.engines.checks.finding import Finding

SHARES = (10, 30, 60, 90)
SET_PHRASES = (
    "Readers who know more can write to the desk at any hour, in confidence and without giving a name.",
    "The town hall did not answer our questions by the time this edition was closed on Sunday evening.",
    "The council meets again on Thursday at ten in the great hall, and the sitting is open to everyone.",
    "This story was changed after publication, what was changed is listed at the foot of the page.",
    "According to a statement of the harbour office, which was sent to all papers of the county.",
    "Tickets cost ten lei, children and pensioners pay half, and members of the society go in free.",
)


def main(count: int) -> None:
    with scratch():
        print(json.dumps(measure(count)))


def measure(count: int) -> dict[str, Any]:
    from benchmarks.planted import articles, lantern

    near = articles()
    return {
        "near": len(near),
        **recall(lantern(), near, count),
        **alarms(lantern(), near),
        **(truth(near) if near else {}),
    }


def recall(stories: "list[Prose]", near: "list[Prose]", count: int) -> dict[str, Any]:
    """The share of planted stories found, and of quotations held."""
    from benchmarks.planted import MANNERS, invented, planted, unrelated

    alone = unrelated(near)
    sources = [*stories, *(one for one in alone[::2] if len(one.sentences) > 3)]
    filler = [said for one in alone[1::2] for said in one.sentences] or invented(200)
    fill(sources)
    found: dict[str, Any] = {"found": {}, "held": {}, "right source": {}, "error of share": {}}
    for manner in MANNERS:
        for share in SHARES:
            results = [(one, look(one.html)) for one in planted(sources, filler, share, manner, count)]
            name = f"{manner}, {share} %"
            found["found"][name] = mean(worst(one) >= 2 for _, one in results)
            found["held"][name] = mean(worst(one) == 3 for _, one in results)
            found["right source"][name] = mean(named(one) == f"story:{made.source}" for made, one in results)
            found["error of share"][name] = mean(abs(said_share(one) - share / 100) for _, one in results)
    return found


def alarms(stories: "list[Prose]", near: "list[Prose]") -> dict[str, Any]:
    """Every story against all the others: they are of few subjects and share set phrases, and none was copied."""
    from benchmarks.planted import paragraphs, unrelated

    prose = [*stories, *(one for one in unrelated(near) if len(one.sentences) > 1)]
    with_phrases = [
        (one, one.html + paragraphs([SET_PHRASES[at % 6], SET_PHRASES[at * 5 % 6]]))
        for at, one in enumerate(prose)
    ]
    empty()
    for one, body in with_phrases:
        put(one.name, body)
    found = [(one, look(body, one.name)) for one, body in with_phrases]
    return {
        "unrelated": len(prose),
        "alarms": mean(worst(said) >= 2 for _, said in found),
        "false holds": mean(worst(said) == 3 for _, said in found),
    }


def truth(near: "list[Prose]") -> dict[str, Any]:
    """The near copies that the makers of near-duplicates planted among its articles, against all articles as they are."""
    from benchmarks.planted import pairs

    fill(near)
    said = set()
    for one in near:
        for finding in look(one.html, one.name):
            for source in finding.facts.get("sources", []):
                if source["share"] >= 0.9:
                    said.add(frozenset((one.name, source["subject"].partition(":")[2])))
    planted = pairs()
    return {
        "pairs": len(planted),
        "pairs found": mean(pair in said for pair in planted),
        "others": len(said - planted),
    }


def fill(prose: "list[Prose]") -> None:
    empty()
    for one in prose:
        put(one.name, one.html)


def empty() -> None:
    from commonpress.engines.checks.models import Passage, Text

    Passage.objects.all().delete()
    Text.objects.all().delete()


def put(name: str, body: str) -> None:
    from django.utils import timezone

    from commonpress.engines.checks.archive import put as archive
    from commonpress.engines.checks.matter import Matter

    archive(Matter(f"story:{name}", f"member:{name}", body=body), public=True, at=timezone.now())


def look(body: str, name: str = "new") -> "list[Finding]":
    from commonpress.engines.checks.matter import Matter
    from commonpress.engines.checks.run import examine

    return list(examine(Matter(f"story:{name}", f"member:{name}", body=body), only={"copied"}))


def worst(found: "list[Finding]") -> int:
    return max((finding.severity for finding in found), default=0)


def named(found: "list[Finding]") -> str:
    """The first source of the first finding."""
    sources = [source["subject"] for finding in found for source in finding.facts.get("sources", [])]
    return sources[0] if sources else ""


def said_share(found: "list[Finding]") -> float:
    return float(found[0].facts["share"]) if found else 0.0


def mean(values: Any) -> float:
    found = [float(value) for value in values]
    return sum(found) / len(found)


if __name__ == "__main__":
    main(int(sys.argv[1]))
