"""What a row must know of a paper before it asks: addresses of stories and lists, words to search, a member's cookie.

python -m benchmarks.probes.stories 2000
"""

import json
import random
import sys
from typing import Any
from urllib.parse import quote_plus

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from commonpress.domain.members.models import Member  # noqa: E402
from commonpress.domain.stories.models import Section, Story, Topic  # noqa: E402

QUESTIONS = 600
INDEXED = 100_000
TOPICS = 30


def main(count: int) -> dict[str, Any]:
    indexed = Story.objects.filter(
        pk__lte=INDEXED
    )  # a copy has nothing to read more of, and would be too cheap
    stories = list(indexed.order_by("-pk").only("pk", "path", "headline")[:count])
    lists: list[Section | Topic] = [*Section.objects.all(), *Topic.objects.order_by("pk")[:TOPICS]]
    return {
        "paths": [story.get_absolute_url() for story in stories],
        "subjects": [story.subject for story in stories],
        "lists": ["/", *(each.get_absolute_url() for each in lists)],
        "questions": questions(stories),
        "cookie": cookie(Member.objects.order_by("pk")[0]),
    }


def questions(stories: list[Story]) -> list[str]:
    """Two words of one headline each, none asked twice."""
    chance = random.Random(len(stories))
    found: dict[str, None] = {}
    while len(found) < QUESTIONS:
        words = [word for word in chance.choice(stories).headline.lower().split() if len(word) > 4]
        if len(words) > 1:
            found[quote_plus(" ".join(chance.sample(words, 2)))] = None
    return list(found)


def cookie(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; member=1"


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
