"""The cache tags of a story: everything that shows it carries at least one of these."""

from commonpress.domain.stories.models import Story

FRONT = "front"
CORRECTIONS = "corrections"
SECTIONS = "sections"


def of(story: Story) -> list[str]:
    """Tags of all pages that may show the story. Two queries, for its topics and its authors."""
    tags = [FRONT, story.subject, f"section:{story.section.slug}"]
    tags += [f"topic:{slug}" for slug in story.topics.values_list("slug", flat=True)]
    tags += [f"author:{handle}" for handle in story.bylines.values_list("member__handle", flat=True)]
    if story.published_at:
        tags.append(f"archive:{story.published_at:%Y-%m}")
    return tags
