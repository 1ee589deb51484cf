"""Fills an empty paper with generated stories, in bulk: rows as the verbs would leave them, without their events.

python -m benchmarks.probes.fill 100000            each story made for itself
python -m benchmarks.probes.fill 1000000 --copies  the paper's stories are there; those missing share their texts
"""

import json
import sys
import time
from itertools import islice
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from benchmarks.generate import AUTHORS, SECTIONS, Generated, stories  # noqa: E402
from commonpress.domain.members.models import Member  # noqa: E402
from commonpress.domain.stories import indexing, text  # noqa: E402
from commonpress.domain.stories.models import Byline, Revision, Section, Story, Topic  # noqa: E402
from commonpress.engines.search import documents, rebuild  # noqa: E402

AT_ONCE = 500  # rows of one statement
INDEXED = 100_000  # of a larger paper only so many are put into the search index
COPY = """
    WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < %s)
    INSERT INTO {table} ({columns}) SELECT {values} FROM copy CROSS JOIN {table} AS old WHERE old.{key} <= %s
"""


def main(count: int, *, copies: bool) -> dict[str, Any]:
    began = time.monotonic()
    with transaction.atomic():
        if copies:
            copy(count)
        else:
            write(count)
    connection.cursor().execute("ANALYZE")
    filled = time.monotonic()
    if not copies:
        documents.source("story", indexing.documents_of, newest)
        rebuild.rebuild()
    return {"stories": Story.objects.count(), "fill_s": filled - began, "index_s": time.monotonic() - filled}


def newest() -> Any:
    return islice(indexing.all_subjects(), INDEXED)


def write(count: int) -> None:
    sections = {
        name: Section.objects.create(slug=name, name=name.title(), position=n)
        for n, name in enumerate(SECTIONS)
    }
    members = Member.objects.bulk_create(
        Member(email=f"writer-{n}@paper.example", handle=f"writer-{n}", name=f"Writer {n}")
        for n in range(AUTHORS)
    )
    topics: dict[str, Topic] = {}
    made = stories(count)
    while lot := list(islice(made, AT_ONCE)):
        rows = Story.objects.bulk_create(row(one, sections[one.section]) for one in lot)
        Byline.objects.bulk_create(
            Byline(story=story, member=members[int(one.author.partition("-")[2])])
            for story, one in zip(rows, lot, strict=True)
        )
        Revision.objects.bulk_create(first(story) for story in rows)
        Story.topics.through.objects.bulk_create(
            Story.topics.through(story=story, topic=topic_of(name, topics))
            for story, one in zip(rows, lot, strict=True)
            for name in one.topics
        )


def row(one: Generated, section: Section) -> Story:
    return Story(
        state=Story.State.PUBLISHED,
        section=section,
        language=one.language,
        slug=f"story-{one.number}",
        path=f"{one.published:%Y/%m}/story-{one.number}",
        headline=one.headline,
        standfirst=one.standfirst,
        body=one.html,
        excerpt=text.excerpt_of(one.standfirst, ""),
        words=sum(part.count(" ") + 1 for part in one.paragraphs),
        created_at=one.published,
        published_at=one.published,
        updated_at=one.published,
    )


def first(story: Story) -> Revision:
    return Revision(
        story=story,
        number=1,
        headline=story.headline,
        standfirst=story.standfirst,
        body=story.body,
        at=story.created_at,
    )


def topic_of(name: str, known: dict[str, Topic]) -> Topic:
    slug = name.lower()
    if slug not in known:
        known[slug] = Topic.objects.get_or_create(slug=f"t{len(known)}", defaults={"name": name})[0]
    return known[slug]


def copy(count: int) -> None:
    """Every story again and again under other addresses, each time some minutes older."""
    have = Story.objects.count()
    times, moved = count // have - 1, f"old.id + n * {have}"
    older = "strftime('%%Y-%%m-%%d %%H:%%M:%%f', old.{}, '-' || (n * 7) || ' minutes')"
    changed = {
        "id": moved,
        "slug": f"'story-' || ({moved} - 1)",
        "path": f"substr(old.path, 1, 8) || 'story-' || ({moved} - 1)",
        **{name: older.format(name) for name in ("created_at", "published_at", "updated_at")},
    }
    double(Story._meta.db_table, changed, "id", times, have)
    double(
        Byline._meta.db_table,
        {"id": "NULL", "story_id": f"old.story_id + n * {have}"},
        "story_id",
        times,
        have,
    )
    through = Story.topics.through._meta.db_table
    double(through, {"id": "NULL", "story_id": f"old.story_id + n * {have}"}, "story_id", times, have)


def double(table: str, changed: dict[str, str], key: str, times: int, have: int) -> None:
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        values = [changed.get(column, f"old.{column}") for column in columns]
        sql = COPY.format(table=table, columns=", ".join(columns), values=", ".join(values), key=key)
        cursor.execute(sql, [times, have])


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), copies="--copies" in sys.argv)))
