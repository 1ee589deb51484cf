# mypy: ignore-errors
# ruff: noqa
"""The same generated stories as pages of Wagtail. Prints the addresses of the newest as JSON.

python -m newsroom.fill 2000
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from newsroom.models import Author, FrontPage, SectionPage, StoryPage  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from benchmarks.generate import AUTHORS, SECTIONS, stories  # noqa: E402

LISTED = 2000


def main(count):
    if not StoryPage.objects.exists():
        with transaction.atomic():
            write(count)
        call_command("rebuild_references_index", verbosity=0)
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
    for one in stories(count):
        add(sections[one.section], authors[int(one.author.partition("-")[2])], one)


def add(section, author, one):
    page = StoryPage(
        title=one.headline,
        slug=f"story-{one.number}",
        standfirst=one.standfirst,
        body=one.html,
        author=author,
        first_published_at=one.published,
        last_published_at=one.published,
    )
    page.tags.add(*one.topics)
    section.add_child(instance=page)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
