"""A long conversation, in-process: made, measured and rolled back. ``COMMONPRESS_HOME`` names the paper."""

import json
import time
from statistics import median
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from commonpress.domain.conversation.models import Comment  # noqa: E402
from commonpress.domain.conversation.react import react  # noqa: E402
from commonpress.domain.conversation.write import write  # noqa: E402
from commonpress.domain.members.models import Member  # noqa: E402
from commonpress.domain.stories.models import Story  # noqa: E402
from commonpress.engines.edge.page import FILLING_SECONDS  # noqa: E402

COMMENTS = 2000
BRANCH = 8  # a first comment and its answers, each under the one before
ROUNDS = 15

client = Client(headers={"accept-encoding": "identity"})


def main() -> dict[str, Any]:
    with transaction.atomic():
        found = measured(Story.objects.filter(state=Story.State.PUBLISHED).latest("published_at"))
        transaction.set_rollback(True)
    return found


def measured(story: Story) -> dict[str, Any]:
    editor = Member.objects.filter(role=Member.Role.EDITOR)[0]
    fill(story, list(Member.objects.filter(role=Member.Role.MEMBER)), editor)
    at = story.get_absolute_url()
    pages = {"story": at, "pages": f"{at}comments/", "valued": f"{at}comments/?order=valued&page=5"}
    found: dict[str, Any] = {f"{name}_queries": queries(address) for name, address in pages.items()}
    found |= {
        f"{name}_ms": timed(lambda address=address: client.get(address)) for name, address in pages.items()
    }
    deepest = Comment.objects.filter(story=story).order_by("-depth")[0]
    first = Comment.objects.filter(story=story).exclude(member=editor)[0]
    found["write_ms"] = timed(lambda: write(story, "One more.", by=editor, parent=deepest))
    kinds = iter([True, False] * ROUNDS)
    found["react_ms"] = timed(lambda: react(first, "agree", by=editor, is_on=next(kinds)))
    found["fresh_seconds"] = FILLING_SECONDS
    return found


def fill(story: Story, members: list[Member], editor: Member) -> None:
    parent = None
    for number in range(COMMENTS):
        parent = None if number % BRANCH == 0 else parent
        parent = write(
            story, f"Word {number} of many, about as long as people write here.", by=editor, parent=parent
        )
    rows = list(Comment.objects.filter(story=story, member=editor))
    for number, row in enumerate(rows):
        row.member = members[number % len(members)]
    Comment.objects.bulk_update(rows, ["member"], batch_size=500)


def queries(address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as context:
        if client.get(address).status_code != 200:
            raise RuntimeError(address)
    return len(context)


def timed(do: Any) -> float:
    spent = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        do()
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


if __name__ == "__main__":
    print(json.dumps(main()))
