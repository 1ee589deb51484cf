# mypy: ignore-errors
# ruff: noqa
"""The same generated stories as pages of Wagtail. Prints the addresses of the newest as JSON.

python -m newsroom.fill 2000
"""

import json
import os
import sys
from functools import cache
from itertools import islice
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from newsroom.models import Author, FrontPage, SectionPage, StoryPage, StoryTag  # noqa: E402
from taggit.models import Tag  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from benchmarks.generate import AUTHORS, SECTIONS, stories  # noqa: E402

LISTED = 2000
BATCH = 500


def main(count):
    if not StoryPage.objects.exists():
        with transaction.atomic():
            write(count)
        call_command("update_index", verbosity=0)
        connection.cursor().execute("ANALYZE")
    newest = StoryPage.objects.order_by("-first_published_at").values_list("url_path", flat=True)[:LISTED]
    return [path.removeprefix("/front") for path in newest]


def write(count):
    root = Page.get_first_root_node()
    front = root.add_child(instance=FrontPage(title="Paper", slug="front"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=front, is_default_site=True, site_name="Paper")
    sections = {
        name: front.add_child(instance=SectionPage(title=name.title(), slug=name, show_in_menus=True))
        for name in SECTIONS
    }
    authors = Author.objects.bulk_create(
        Author(name=f"Writer {n}", slug=f"writer-{n}") for n in range(AUTHORS)
    )
    parents = {name: (section, count_from(section)) for name, section in sections.items()}
    for some in batched(stories(count), BATCH):
        add(parents, authors, some)
    for section in sections.values():
        Page.objects.filter(pk=section.pk).update(
            numchild=Page.objects.filter(path__startswith=section.path, depth=section.depth + 1).count()
        )


def count_from(section):
    return iter(range(1, 36**Page.steplen))


def add(parents, authors, some):
    """As ``add_child`` would, many at once: first the rows of pages, then those of stories, which share their numbers."""
    kind = ContentType.objects.get_for_model(StoryPage)
    pages = [page(kind, *parents[one.section], one) for one in some]
    Page.objects.bulk_create(pages)
    numbers = dict(Page.objects.filter(path__in=[each.path for each in pages]).values_list("path", "pk"))
    columns = '"page_ptr_id", "standfirst", "body", "author_id"'
    rows = [
        (numbers[each.path], one.standfirst, one.html, authors[int(one.author.partition("-")[2])].pk)
        for each, one in zip(pages, some, strict=True)
    ]
    with connection.cursor() as cursor:
        table = StoryPage._meta.db_table
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s)", rows)
    StoryTag.objects.bulk_create(
        StoryTag(tag=tag(topic), content_object_id=row[0])
        for row, one in zip(rows, some)
        for topic in one.topics
    )


def page(kind, section, places, one):
    slug = f"story-{one.number}"
    return Page(
        title=one.headline,
        draft_title=one.headline,
        slug=slug,
        url_path=f"{section.url_path}{slug}/",
        path=Page._get_path(section.path, section.depth + 1, next(places)),
        depth=section.depth + 1,
        content_type=kind,
        locale=section.locale,
        translation_key=uuid4(),
        live=True,
        first_published_at=one.published,
        last_published_at=one.published,
    )


@cache
def tag(name):
    return Tag.objects.get_or_create(name=name)[0]


def batched(many, size):
    many = iter(many)
    while some := list(islice(many, size)):
        yield some


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
