"""The cache tags of a story: everything that shows it carries at least one of these."""

from commonpress.domain.stories.models import Byline, Story, Topic
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.site import options

FRONT = "front"
CORRECTIONS = "corrections"
SECTIONS = "sections"
UNNAMED = "unnamed"  # of pages that show more stories than they could name: searches, sitemaps
SOME = -987_654_321  # stands for a number while a query is compiled; no row has it
TOPICS = Prepared(lambda story: Topic.objects.filter(stories=story).values_list("slug"), story=SOME)
AUTHORS = Prepared(lambda story: Byline.objects.filter(story=story).values_list("member__handle"), story=SOME)


def gone(story: Story) -> list[str]:
    """Of the pages whose old ones may not even stand in for new ones, once nobody may read the story any more."""
    return [story.subject, UNNAMED]


def of(story: Story) -> list[str]:
    """Tags of all pages that may show the story. Two queries, for its topics and its authors."""
    tags = [FRONT, story.subject, f"section:{story.section.slug}"]
    tags += [f"topic:{slug}" for (slug,) in TOPICS.rows(story=story.pk)]
    tags += [f"author:{handle}" for (handle,) in AUTHORS.rows(story=story.pk)]
    if story.published_at:
        tags.append(f"archive:{story.published_at.astimezone(options.paper().timezone):%Y-%m}")
    return tags
