"""Look for everything that was acknowledged. Reads the ledger of the load as JSON lines; run inside of the paper.

python -m tests.faults.audit FOLDER LEDGER
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from commonpress import shell

Lines = list[dict[str, Any]]


def main(folder: Path, ledger: Path) -> None:
    shell.start(folder)
    lines = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    of_kind = {kind: [line for line in lines if line["kind"] == kind] for kind in LOOKS}
    found = {kind: look(of_kind[kind]) for kind, look in LOOKS.items()}
    print(json.dumps({**found, "errands": errands(), "sound": is_sound()}))


def counted(lines: Lines, there: Counter[str]) -> dict[str, int]:
    """Each write has a name of its own: what was acknowledged is there, and nothing is there twice."""
    acknowledged = {line["name"] for line in lines if line["acknowledged"]}
    sent = {line["name"] for line in lines}
    return {
        "acknowledged": len(acknowledged),
        "unknown": len(sent - acknowledged),
        "lost": sum(not there[name] for name in acknowledged),
        "doubled": sum(there[name] > 1 for name in sent),
    }


def comments(lines: Lines) -> dict[str, int]:
    from commonpress.domain.conversation.models import Comment

    return counted(lines, Counter(Comment.objects.values_list("source", flat=True)))


def stories(lines: Lines) -> dict[str, int]:
    """A story is acknowledged when it was handed in: it must wait, or be decided, and its text must be there."""
    from commonpress.domain.stories.models import Story

    handed_in = Story.objects.exclude(state="draft").filter(words__gt=0)
    return counted(lines, Counter(handed_in.values_list("headline", flat=True)))


def begun(lines: Lines) -> dict[str, int]:
    from commonpress.domain.stories.models import Story

    there = {str(pk) for pk in Story.objects.values_list("pk", flat=True)}
    named = {line["name"]: line.get("made", "") for line in lines}
    found = counted(lines, Counter({name: int(made in there) for name, made in named.items()}))
    drafts = Story.objects.exclude(pk__in=[int(made) for made in named.values() if made])
    loose = drafts.filter(state="draft", headline="").count()  # each of a key whose answer nobody got
    return {**found, "doubled": max(0, loose - found["unknown"])}


def autosaves(lines: Lines) -> dict[str, int]:
    """Each text takes the place of the one before: the last acknowledged one, or a later one, must stand."""
    from commonpress.domain.stories.models import Story

    stands = {str(pk): int(words.rpartition(" ")[2] or 0) for pk, words in standfirsts(Story)}
    last: dict[str, int] = {}
    for line in lines:
        if line["acknowledged"]:
            last[line["draft"]] = max(last.get(line["draft"], 0), line["number"])
    return {
        "acknowledged": sum(line["acknowledged"] for line in lines),
        "unknown": sum(not line["acknowledged"] for line in lines),
        "lost": sum(stands.get(draft, -1) < number for draft, number in last.items()),
        "doubled": 0,
    }


def standfirsts(model: Any) -> Any:
    return model.objects.filter(standfirst__startswith="Kept ").values_list("pk", "standfirst")


def decisions(lines: Lines) -> dict[str, int]:
    from commonpress.domain.members.models import Decision

    made = Decision.objects.filter(rule="editor").values_list("subject", flat=True)
    return counted(lines, Counter(made))


def views(lines: Lines) -> dict[str, int]:
    return tallied(lines, "seen")


def clicks(lines: Lines) -> dict[str, int]:
    return tallied(lines, "clicked")


def tallied(lines: Lines, kind: str) -> dict[str, int]:
    """Every reader is another one, so a count lies between those that were told so and those that asked."""
    from commonpress.engines.readership.models import Tally

    there = dict(Tally.objects.filter(kind=kind).values_list("subject", "total"))
    told = Counter(line["subject"] for line in lines if line["acknowledged"])
    sent = Counter(line["subject"] for line in lines)
    return {
        "acknowledged": told.total(),
        "unknown": sent.total() - told.total(),
        "lost": sum(max(0, count - there.get(subject, 0)) for subject, count in told.items()),
        "doubled": sum(max(0, there.get(subject, 0) - count) for subject, count in sent.items()),
    }


def errands() -> dict[str, int]:
    from commonpress.engines.events.models import Errand

    return dict(Counter(Errand.objects.values_list("state", flat=True)))


def is_sound() -> bool:
    """SQLite's own look at all of its pages; PostgreSQL has checksums for that, and no such command."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        return bool(cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


LOOKS = {
    "comment": comments,
    "begin": begun,
    "story": stories,
    "autosave": autosaves,
    "decision": decisions,
    "view": views,
    "click": clicks,
}


def standfirst(folder: Path, story: int) -> None:
    """For uploads that are cut off: what stands in a draft."""
    shell.start(folder)
    from commonpress.domain.stories.models import Story

    print(Story.objects.get(pk=story).standfirst)


if __name__ == "__main__" and sys.argv[2] == "--standfirst":
    standfirst(Path(sys.argv[1]), int(sys.argv[3]))
elif __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
