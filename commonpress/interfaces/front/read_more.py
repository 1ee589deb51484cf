"""The stories that really are about the same thing, with the editor's verdicts on top."""

from commonpress.domain.stories import access
from commonpress.domain.stories.models import ReadMore, Story
from commonpress.engines.search.like import like

SHOWN = 4


def of(story: Story, *, count: int = SHOWN) -> list[Story]:
    """At most ``count`` published, unpaid stories: pinned ones first, then by likeness. Two queries."""
    verdicts = dict(story.read_more.values_list("other_id", "verdict"))
    pinned = [pk for pk, verdict in verdicts.items() if verdict == ReadMore.Verdict.PIN]
    forbidden = [pk for pk, verdict in verdicts.items() if verdict == ReadMore.Verdict.FORBID]
    alike = like(story.subject, limit=count + len(pinned), forbid=[f"story:{pk}" for pk in forbidden])
    wanted = [*pinned, *(int(subject.partition(":")[2]) for subject in alike)]
    if not wanted:
        return []
    # Its cards show no picture.
    rows = (
        access.editorial()
        .prefetch_related(None)
        .select_related(None)
        .select_related("section")
        .in_bulk(wanted)
    )
    return [rows[pk] for pk in dict.fromkeys(wanted) if pk in rows and pk != story.pk][:count]
