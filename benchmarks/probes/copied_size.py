"""Archives generated stories and measures the copied check among them: size, time of a check, time to archive one more.

python -m benchmarks.probes.copied_size 100000

The database is that of COMMONPRESS_DATABASE_URL, or a new SQLite file; one that has the stories already is measured as it
is. The bulk is written in lots, in the order in which stories come: keys are hashes, so each lot lies all over the table,
as it would in a paper's life.
"""

import json
import os
import random
import resource
import sys
import time
import zlib
from statistics import quantiles
from typing import Any

from benchmarks.papers import scratch

QUESTIONS = 400
LOT = 1000  # stories in one transaction
SEED = 1909


def main(count: int) -> None:
    with scratch(os.environ.get("COMMONPRESS_DATABASE_URL", "sqlite:///{home}/paper.sqlite3")):
        print(json.dumps(measure(count)))


def measure(count: int) -> dict[str, Any]:
    from django.db import connection

    from commonpress.engines.checks.models import Text

    began = time.perf_counter()
    for first in range(Text.objects.count(), count, LOT):
        archive(first, min(first + LOT, count), count)
    built = time.perf_counter() - began
    return {
        "database": connection.vendor,
        "built_s": built,
        **{name: size / count for name, size in sizes().items()},
        "check": summary([checked(number, count) for number in range(QUESTIONS)]),
        "archive": summary([archived(number, count) for number in range(QUESTIONS // 4)]),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def archive(first: int, last: int, count: int) -> None:
    from django.db import connection, transaction

    from benchmarks.generate import story
    from commonpress.engines.checks import passages
    from commonpress.engines.checks.models import Text

    made = [story(number, count) for number in range(first, last)]
    words = [f"{one.standfirst}\n" + "\n".join(one.paragraphs) for one in made]
    rows = [
        Text(
            subject=f"story:{one.number}",
            author=f"member:{one.author}",
            is_public=True,
            at=one.published,
            title=one.headline,
            body=zlib.compress(text.encode(), 9),
        )
        for one, text in zip(made, words, strict=True)
    ]
    with transaction.atomic():
        texts = Text.objects.bulk_create(rows)
        keys = [
            (passages.key(value, text.pk),)
            for text, said in zip(texts, words, strict=True)
            for value in passages.values_of(said)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {passages.TABLE} (id) VALUES (%s)", keys)


def sizes() -> dict[str, float]:
    """Bytes on disk: of the fingerprints, and of all that the archive keeps."""
    from django.db import connection

    from commonpress.engines.checks.models import Passage, Text

    tables = [Passage._meta.db_table, Text._meta.db_table]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sizes = [asked(cursor, f"SELECT pg_total_relation_size('{table}')") for table in tables]
        else:
            owned = "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = '{}')"
            sizes = [asked(cursor, owned.format(table)) for table in tables]
    return {"passages_bytes": sizes[0], "texts_bytes": sizes[1]}


def asked(cursor: Any, query: str) -> float:
    cursor.execute(query)
    return float(cursor.fetchone()[0])


def checked(number: int, count: int) -> float:
    """Milliseconds of one check: half of them of new text, half of text of which a third stands in the archive."""
    from benchmarks.generate import story
    from commonpress.engines.checks.matter import Matter
    from commonpress.engines.checks.run import examine

    chance = random.Random(SEED + number)
    fresh = story(count + number, count)
    lifted = story(chance.randrange(count), count)
    body = fresh.html if number % 2 else lifted.html[: len(lifted.html) // 3] + fresh.html
    matter = Matter(f"story:{count + number}", "member:me", headline=fresh.headline, body=body)
    began = time.perf_counter()
    found = examine(matter, only={"copied"})
    seconds = time.perf_counter() - began
    assert bool(found) == (number % 2 == 0), (number, found)
    return seconds * 1000


def archived(number: int, count: int) -> float:
    from django.utils import timezone

    from benchmarks.generate import story
    from commonpress.engines.checks.archive import put
    from commonpress.engines.checks.matter import Matter

    made = story(count + 10_000 + number, count)
    subject = f"story:{count + time.time_ns()}"
    matter = Matter(subject, "member:me", headline=made.headline, body=made.html)
    began = time.perf_counter()
    put(matter, public=True, at=timezone.now())
    return (time.perf_counter() - began) * 1000


def summary(found: list[float]) -> dict[str, float]:
    cuts = quantiles(found, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(found)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
