"""Writes at a constant rate, in a process beside the server: each mends a story, any of them, so that its pages
and all lists it is on are purged.

python -m benchmarks.probes.write 20 15   (a second, seconds); begins when a line comes on its input

With ``--one`` each opens or closes a story to comments, by which only the pages that show this story are old.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from commonpress.domain.members.models import Member  # noqa: E402
from commonpress.domain.stories.correct import Wording, mend_typo  # noqa: E402
from commonpress.domain.stories.models import Story  # noqa: E402
from commonpress.domain.stories.open_comments import open_comments  # noqa: E402

STORIES = 2000


def main(rate: float, seconds: float, write: Callable[[Story, int, Member], None]) -> dict[str, Any]:
    stories = list(Story.objects.select_related("section").order_by("-pk")[:STORIES])
    ada = editor()
    chosen = random.Random(STORIES).choices(stories, k=round(rate * seconds))
    print("ready", flush=True)
    sys.stdin.readline()
    began, waits, failed = time.perf_counter(), [], 0
    for number, story in enumerate(chosen):
        due = began + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        try:
            write(story, number, ada)
        except Exception as problem:
            print(problem, file=sys.stderr)
            failed += 1
        waits.append(time.perf_counter() - due)
    return {"waits": waits, "failed": failed}


def editor() -> Member:
    known = {"handle": "ada", "name": "Ada", "role": Member.Role.EDITOR}
    return Member.objects.get_or_create(email="ada@paper.example", defaults=known)[0]


def mend(story: Story, number: int, by: Member) -> None:
    standfirst = f"{story.standfirst.partition(' (')[0]} ({number})"
    mend_typo(story, Wording(story.headline, standfirst, story.body), by=by)


def touch(story: Story, number: int, by: Member) -> None:
    open_comments(story, number % 2 == 0, by=by)


if __name__ == "__main__":
    write = touch if "--one" in sys.argv else mend
    print(json.dumps(main(float(sys.argv[1]), float(sys.argv[2]), write)))
