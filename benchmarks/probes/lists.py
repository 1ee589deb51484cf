"""What the pages cost that are made of many stories, behind the edge and in one thread: milliseconds by name, best of five.

python -m benchmarks.probes.lists
"""

import json
import time
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402

from commonpress.domain.stories.models import Byline, Story, Topic  # noqa: E402

TRIES = 5


def main() -> dict[str, Any]:
    newest = Story.objects.select_related("section").order_by("-published_at", "-pk")[0]
    month = newest.get_absolute_url().split("/")[1:3]
    pages = {
        "front page": "/",
        "section": newest.section.get_absolute_url(),
        "author": Byline.objects.filter(story=newest)[0].member.get_absolute_url(),
        "topic": Topic.objects.order_by("-pk")[0].get_absolute_url(),
        "year": f"/{month[0]}/",
        "month": f"/{month[0]}/{month[1]}/",
        "search": "/search/?q=" + "+".join(newest.headline.split()[:2]),
        "corrections": "/corrections/",
        "feed": "/feed.rss",
    }
    client = Client(HTTP_HOST="localhost")
    return {name: min(taken(client, path) for _ in range(TRIES)) for name, path in pages.items()}


def taken(client: Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    print(json.dumps(main()))
