"""The cache tags of a story: everything that shows it carries at least one of these."""

from collections.abc import Iterable

from commonpress.domain.stories.models import Story
from commonpress.engines.lib.prepared import holds

FRONT = "front"
CORRECTIONS = "corrections"
SECTIONS = "sections"


def of(story: Story) -> list[str]:
    """Tags of all pages that may show the story. Two queries, for its topics and its authors, unless it holds them."""
    tags = [FRONT, story.subject, f"section:{story.section.slug}"]
    tags += [f"topic:{slug}" for slug in topics(story)]
    tags += [f"author:{handle}" for handle in authors(story)]
    if story.published_at:
        tags.append(f"archive:{story.published_at:%Y-%m}")
    return tags


def topics(story: Story) -> Iterable[str]:
    if holds(story, "topics"):
        return [topic.slug for topic in story.topics.all()]
    return story.topics.values_list("slug", flat=True)


def authors(story: Story) -> Iterable[str]:
    if holds(story, "bylines"):
        return [line.member.handle for line in story.bylines.all()]
    return story.bylines.values_list("member__handle", flat=True)
