"""Pages rendered in-process: queries and milliseconds. ``COMMONPRESS_HOME`` names the paper.

python -m benchmarks.probes.pages               measure
python -m benchmarks.probes.pages --addresses   list an address of every kind of page
python -m benchmarks.probes.pages --heaviest    the address of the longest story
"""

import json
import sys
import time
from itertools import cycle, islice
from statistics import median
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models.functions import Length  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from commonpress.domain.stories.models import Section, Story  # noqa: E402

ROUNDS = 200  # timed requests
MANY = 30  # sections

client = Client(headers={"accept-encoding": "identity"})


def main(arguments: list[str]) -> dict[str, Any]:
    if arguments == ["--addresses"]:
        return {"addresses": addresses()}
    if arguments == ["--heaviest"]:
        return {"address": published().order_by(Length("body").desc())[0].get_absolute_url()}
    stories = story_addresses()
    for address in ("/", stories[0]):
        get(address)  # the first of each compiles templates
    return {
        "story_queries": max(queries(address) for address in stories),
        "story_ms": timed(stories),
        "front_queries": queries("/"),
        "front_ms": timed(["/"]),
        "front_queries_30": with_many_sections(),
    }


def published() -> Any:
    return Story.objects.filter(state=Story.State.PUBLISHED)


def story_addresses() -> list[str]:
    return [story.get_absolute_url() for story in published()]


def addresses() -> list[str]:
    sections = [section.get_absolute_url() for section in Section.objects.all()]
    return ["/", *story_addresses(), *sections, "/search/?q=harbour", "/corrections/", "/robots.txt"]


def get(address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(address)
    return len(captured)


def timed(wanted: list[str]) -> float:
    """Milliseconds, the median of ``ROUNDS`` requests."""
    return median(milliseconds(address) for address in islice(cycle(wanted), ROUNDS))


def milliseconds(address: str) -> float:
    began = time.perf_counter()
    get(address)
    return (time.perf_counter() - began) * 1000


def with_many_sections() -> int:
    """Queries of the front page when the stories are spread over ``MANY`` sections; nothing of it is kept."""
    with transaction.atomic():
        have = list(Section.objects.all())
        new = [Section(slug=f"more-{n}", name=f"More {n}", position=100 + n) for n in range(MANY - len(have))]
        every = have + Section.objects.bulk_create(new)
        for number, story in enumerate(published()):
            Story.objects.filter(pk=story.pk).update(section=every[number % MANY])
        counted = queries("/")
        transaction.set_rollback(True)
    return counted


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
