"""The stories that really are about the same thing, with the editor's verdicts on top."""

from commonpress.domain.stories import access
from commonpress.domain.stories.models import ReadMore, Story
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.search.like import like

SHOWN = 4
VERDICTS = Prepared(
    lambda story: ReadMore.objects.filter(story=story).values_list("other_id", "verdict"), story=access.SOME
)


def of(story: Story, *, count: int = SHOWN) -> list[Story]:
    """At most ``count`` published, unpaid stories: pinned ones first, then by likeness. Two queries."""
    verdicts = dict(VERDICTS.rows(story=story.pk))
    pinned = [pk for pk, verdict in verdicts.items() if verdict == ReadMore.Verdict.PIN]
    forbidden = [pk for pk, verdict in verdicts.items() if verdict == ReadMore.Verdict.FORBID]
    alike = like(story.subject, limit=count + len(pinned), forbid=[f"story:{pk}" for pk in forbidden])
    wanted = [*pinned, *(int(subject.partition(":")[2]) for subject in alike)]
    rows = access.recommendable(list(dict.fromkeys(wanted)))
    return [rows[pk] for pk in dict.fromkeys(wanted) if pk in rows and pk != story.pk][:count]
