"""What stands in each feed: the newest stories of the paper, a section, a topic or an author; the corrections.

Paid copy is in none of them: a feed reader would show it without its label.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.stories import access, tags
from commonpress.domain.stories.models import Correction, Section, Story
from commonpress.engines.site import options
from commonpress.engines.site.address import absolute
from commonpress.interfaces.syndication import entries
from commonpress.interfaces.syndication.entries import Entry

NEWEST = 30
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)  # of a feed in which nothing stands yet


@dataclass(frozen=True)
class Channel:
    """One feed, in whichever format it goes out. ``path`` is of the page it copies and ends with a slash."""

    path: str
    title: str
    words: str
    entries: list[Entry]
    tags: tuple[str, ...]

    @property
    def url(self) -> str:
        return absolute(self.path)

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=BEGINNING)

    def feed_url(self, kind: str) -> str:
        return absolute(f"{self.path}feed.{kind}")

    def cache_tags(self) -> list[str]:
        return ["site", tags.SECTIONS, *self.tags, *(tag for entry in self.entries for tag in entry.tags)]


def of_paper() -> Channel:
    paper = options.paper()
    found = newest(access.editorial())
    return Channel("/", paper.name, paper.shown_tagline or paper.name, found, (tags.FRONT,))


def of_section(slug: str) -> Channel:
    section = get_object_or_404(Section, slug=slug)
    within = [section, *section.children.all()]
    found = newest(access.editorial().filter(section__in=within))
    titled = title(section.label)
    return Channel(
        section.get_absolute_url(),
        titled,
        section.description or titled,
        found,
        tuple(one.subject for one in within),
    )


def of_topic(slug: str) -> Channel:
    topic = get_object_or_404(access.topics_with_readers(), slug=slug)
    words = _("Stories about %(topic)s") % {"topic": topic.name}
    found = newest(access.editorial().filter(topics=topic))
    return Channel(topic.get_absolute_url(), title(topic.name), words, found, (topic.subject,))


def of_author(handle: str) -> Channel:
    member = get_object_or_404(Member, handle=handle, is_active=True)
    found = newest(access.editorial().filter(bylines__member=member))
    words = member.words_translations.get(options.paper().language) or member.words
    titled = title(member.name)
    return Channel(
        member.get_absolute_url(), titled, words or titled, found, (f"author:{handle}", member.subject)
    )


def of_corrections() -> Channel:
    rows = Correction.objects.filter(access.of_published()).order_by("-at", "-pk")
    rows = rows.select_related("story__section", "after").defer("story__body", "after__body")
    return Channel(
        "/corrections/",
        title(_("Corrections")),
        _("What we got wrong, and what it should have said."),
        [entries.of_correction(row) for row in rows[:NEWEST]],
        (tags.CORRECTIONS,),
    )


def title(of: str) -> str:
    return f"{options.paper().name}: {of}"


def newest(found: QuerySet[Story]) -> list[Entry]:
    return [entries.of_story(story) for story in stories(found)]


def stories(found: QuerySet[Story]) -> Iterable[Story]:
    """The newest of ``found`` with all that an entry shows: four queries whatever the number."""
    corrections = Correction.objects.select_related("after", "story").defer("after__body", "story__body")
    whole = found.defer(None).select_related("section", "picture", "credit")
    return whole.prefetch_related("topics", Prefetch("corrections", corrections))[:NEWEST]
