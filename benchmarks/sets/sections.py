"""Stories with the section they belong to: The Lantern's, and two short ones of every honest topic of the desk's set.

The two stories of a topic share no sentence: the first has its first half, the second the rest, so that one is to the other
what an earlier report is to a later one.
"""

import re
import tomllib
from pathlib import Path

from benchmarks.sets.desk_set import TOWN_SITES, Topic, bank
from commonpress.engines.checks.matter import Matter

LANTERN = Path(__file__).resolve().parents[2] / "commonpress/interfaces/transfer/lantern/stories"
SLOT = re.compile(r"\{(?:site|link):([^}]+)\}|\{[a-zA-Z]+\}")


def lantern() -> list[Matter]:
    return [read(path) for path in sorted(LANTERN.glob("*.html"))]


def read(path: Path) -> Matter:
    _before, head, body = path.read_text().split("+++\n", 2)
    known = tomllib.loads(head)
    return Matter(
        subject=path.stem,
        author=known["authors"][0],
        headline=known["headline"],
        standfirst=known.get("standfirst", ""),
        body=body,
        language=known["language"],
        section=known["section"],
    )


def written() -> list[Matter]:
    topics = [topic for topic in bank("honest") if topic.kind not in ("tail", "life")]
    return [half(topic, number) for topic in topics for number in (0, 1)]


def half(topic: Topic, number: int) -> Matter:
    middle = (len(topic.sentences) + 1) // 2
    lines = topic.sentences[middle:] if number else topic.sentences[:middle]
    plain = [SLOT.sub(lambda match: match[1] or TOWN_SITES[0], line) for line in lines]
    return Matter(
        subject=f"{topic.language} {topic.name} {number}",
        headline=topic.headlines[number],
        body=f"<p>{' '.join(plain)}</p>",
        language=topic.language,
        section=topic.kind,
    )
