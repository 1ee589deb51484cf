"""Stories as they stand on a list: everything a card shows, gathered in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.media.models import Picture


@dataclass(frozen=True)
class Card:
    """One story on a list."""

    story: Story
    authors: list[Member]

    @property
    def url(self) -> str:
        return self.story.get_absolute_url()

    @property
    def headline(self) -> str:
        return self.story.headline

    @property
    def standfirst(self) -> str:
        return self.story.standfirst

    @property
    def excerpt(self) -> str:
        return self.story.excerpt

    @property
    def section(self) -> Section:
        return self.story.section

    @property
    def section_label(self) -> str:
        return self.story.section.label

    @property
    def kind(self) -> str:
        return self.story.kind

    @property
    def kind_name(self) -> str:
        """Nothing for news: no list says it, and the name is translated each time it is asked for."""
        return "" if self.kind == Story.Kind.NEWS else self.story.get_kind_display()

    @property
    def language(self) -> str:
        return self.story.language

    @property
    def picture(self) -> Picture | None:
        return self.story.picture

    @property
    def published_at(self) -> datetime | None:
        return self.story.published_at

    @property
    def is_sponsored(self) -> bool:
        return self.story.is_sponsored


def cards(stories: Iterable[Story]) -> list[Card]:
    """Cards of stories fetched through ``access`` (bylines prefetched). No query."""
    return [Card(story, [line.member for line in story.bylines.all()]) for story in stories]


def tags_of(shown: Iterable[Card]) -> list[str]:
    """The cache tags of what cards show: the stories, their pictures and who signed them.

    Who signed is ``member:3``, what changes with a name; ``author:ben`` are the lists of what somebody wrote, old with each
    new story, and not on these.
    """
    found: list[str] = []
    for card in shown:
        found.append(card.story.subject)
        found += [author.subject for author in card.authors]
        if card.story.picture_id:
            found.append(f"picture:{card.story.picture_id}")
    return found
