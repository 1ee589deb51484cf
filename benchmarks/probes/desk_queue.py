"""The desk's list with 200 entries, in-process on a database in memory: how many queries, how many milliseconds.

They are the processor's: other work on the machine makes such a page wait, but not cost more.
"""

import json
import os
import statistics
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonpress.config.settings")
os.environ["COMMONPRESS_DATABASE_URL"] = "sqlite://:memory:"
os.environ["COMMONPRESS_STATIC_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

WAITING = 200
TIMES = 60


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0, interactive=False)
    client = Client()
    client.force_login(fill())
    for _warm in range(5):
        answer = client.get("/desk/")
    assert answer.status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get("/desk/")
        asked = len(queries)  # what is asked later empties the record
    took = []
    for _time in range(TIMES):
        begun = time.thread_time()
        client.get("/desk/")
        took.append((time.thread_time() - begun) * 1000)
    took.sort()
    found = {
        "queries": asked,
        "p50": round(statistics.median(took), 2),
        "p95": round(took[int(len(took) * 0.95)], 2),
    }
    print(json.dumps(found))


def fill() -> Any:
    """200 stories of 40 authors in five sections, as intake leaves them."""
    from datetime import timedelta

    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.models import Section
    from commonpress.engines.lib import clock
    from commonpress.interfaces.desk.models import Entry

    ada = Member.objects.create(email="ada@example.org", handle="ada", name="Ada Edits", role="editor")
    authors = [
        Member.objects.create(email=f"a{number}@example.org", handle=f"a{number}", name=f"Author {number}")
        for number in range(40)
    ]
    sections = [Section.objects.create(slug=f"s{number}", name=f"Section {number}") for number in range(5)]
    verdicts = ("clean", "look", "hold")
    signs: tuple[list[str], ...] = (["copied"], ["spam", "links"], [])
    Entry.objects.bulk_create(
        Entry(
            kind="story",
            subject=f"story:{number}",
            headline=f"The ferry to Grindu Nou is late for the {number}th time this winter, and nobody says why",
            language=("en", "ro")[number % 2],
            section=sections[number % 5],
            author=authors[number % 40],
            author_name=authors[number % 40].name,
            verdict=verdicts[number % 3],
            risk=(number % 100) / 100,
            signs=signs[number % 3],
            at=clock.now() - timedelta(minutes=number * 7),
            claimed_by=ada if number % 50 == 0 else None,
            claimed_until=clock.now() + timedelta(minutes=9) if number % 50 == 0 else None,
        )
        for number in range(WAITING)
    )
    return ada


if __name__ == "__main__":
    main()
