"""A paper every public address of which is kept in a real memory, for the audit of cache tags (tests/test_purges.py)."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from commonpress.config.wsgi import application
from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.models import Creative
from commonpress.domain.stories.models import Section, Story, Topic
from commonpress.engines.edge import holes, render
from commonpress.engines.edge.memory import Memory
from commonpress.engines.edge.page import Page as Kept
from commonpress.engines.events.models import Event
from commonpress.engines.media.models import Picture
from commonpress.engines.site.models import MenuItem, Page

FORMATS = ("rss", "atom", "json")
MANY_BYTES = 100_000_000


@dataclass
class Paper:
    """A small paper in which everything a page can show stands somewhere."""

    stories: list[Story]
    harbour: Section
    within: Section
    ada: Member
    ben: Member
    cleo: Member
    office: Client
    comment: Comment
    lead_picture: Picture
    body_picture: Picture
    portrait: Picture
    creative: Creative
    topic: Topic
    page: Page
    menu: MenuItem
    memory: Memory = field(default_factory=lambda: Memory(MANY_BYTES))

    def keep_all(self) -> None:
        for address in self.addresses():
            flight = self.memory.begin(address)
            made = render.make(application, address)
            assert made.answer.status == 200, (address, made.answer.status)
            assert self.memory.finish(flight, made.page), address

    def addresses(self) -> Iterator[str]:
        yield from (
            "/",
            "/corrections/",
            "/search/",
            "/search/?q=ferry",
            "/about/",
            "/ads.txt",
            "/robots.txt",
        )
        yield from ("/sitemap.xml", "/sitemap-stories-1.xml", "/sitemap-sections.xml", "/sitemap-news.xml")
        lists = ["/", "/corrections/", "/section/harbour/", "/section/quay/", "/topic/ferry/", "/topic/rope/"]
        lists += [f"/by/{member.handle}/" for member in (self.ben, self.cleo)]
        yield from lists[2:]
        yield from (f"{place}feed.{kind}" for place in lists for kind in FORMATS)
        for story in self.stories:
            yield story.get_absolute_url()
            yield f"{story.get_absolute_url()}comments/"
            yield f"{story.get_absolute_url()}comments/count.json"
        old = self.stories[0]
        yield f"{old.get_absolute_url()}changes/2/"
        yield f"{old.get_absolute_url()}comments/{self.comment.pk}/"
        yield f"{old.get_absolute_url()}comments/?order=newest"
        assert old.path
        yield f"/{old.path[:5]}"
        yield f"/{old.path[:8]}"

    def wrong_after(self, change: Callable[["Paper"], Any]) -> list[str]:
        """The kept pages that a reader would be sent although they are old."""
        self.keep_all()
        newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        change(self)
        for event in Event.objects.filter(pk__gt=newest):
            self.memory.purge(event.stale)
        pages = [
            self.memory.get(address)
            for address in set(self.memory.plain.pages) | set(self.memory.asked.pages)
        ]
        fresh = [page for page in pages if page and page.stale_since is None]
        renewed = [
            made
            for page in pages
            if page and page.is_renewable and (made := render.renew(application, page).page)
        ]
        return sorted(
            page.key for page in (*fresh, *renewed) if self.digest(page.key) != words_of(page, filled=True)
        )

    @staticmethod
    def digest(address: str) -> str:
        made = render.make(application, address)
        return words_of(made.page) if made.page else f"status {made.answer.status}"


def words_of(page: Kept, *, filled: bool = False) -> str:
    """All of it, ``filled`` with what stands in its holes now: counters come while a page is kept (edge/holes.py)."""
    body = page.body()
    found = holes.refill(body, page.holes) if filled else None
    return hashlib.sha256(found[0] if found else body).hexdigest()
