"""A paper in which people talk: two thousand comments under one story, and tokens of an editor to write more with.

python -m benchmarks.probes.talking         prepares, and says where
python -m benchmarks.probes.talking 33      what story 33 counts, and how many rows readers see
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402

from benchmarks.probes.conversation import fill  # noqa: E402
from commonpress.domain.conversation.models import Comment  # noqa: E402
from commonpress.domain.members.models import Member  # noqa: E402
from commonpress.domain.stories.models import Story  # noqa: E402
from commonpress.interfaces.api import tokens  # noqa: E402


def prepared() -> dict[str, Any]:
    story = Story.objects.filter(state=Story.State.PUBLISHED).latest("published_at")
    editor = Member.objects.filter(role=Member.Role.EDITOR)[0]
    with transaction.atomic():
        fill(story, list(Member.objects.filter(role=Member.Role.MEMBER)), editor)
    _token, words = tokens.make(editor, "bench", ["read", "write"])
    answered = list(
        Comment.objects.filter(story=story, depth=1).order_by("-pk").values_list("pk", flat=True)[:20]
    )
    return {
        "token": words,
        "story": story.pk,
        "at": story.get_absolute_url(),
        "answered": answered,
        "count": Story.objects.get(pk=story.pk).comment_count,
    }


def told(number: int) -> dict[str, Any]:
    rows = Comment.objects.filter(story=number, state=Comment.State.VISIBLE).count()
    return {"count": Story.objects.get(pk=number).comment_count, "rows": rows}


if __name__ == "__main__":
    print(json.dumps(told(int(sys.argv[1])) if len(sys.argv) > 1 else prepared()))
