"""The stories that really are about the same thing, with the editor's verdicts on top."""

from collections.abc import Sequence

from django.utils import timezone, translation

from commonpress.domain.stories import access
from commonpress.domain.stories.models import ReadMore, Story
from commonpress.engines.edge import parts
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.search.like import like
from commonpress.engines.site import options
from commonpress.interfaces.front import markup
from commonpress.interfaces.front.cards import cards, tags_of
from commonpress.interfaces.front.templatetags.pieces import card

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


def subject_of(stories: Sequence[Story]) -> str:
    """The part of a page that tells of these: "12,7,40"."""
    return ",".join(str(story.pk) for story in stories)


@parts.maker("more")
def more(subject: str) -> parts.Made:
    """The same stories as they are now; others are chosen with the whole page. Three queries."""
    numbers = [int(number) for number in subject.split(",")]
    rows = access.recommendable(numbers)
    if len(rows) < len(numbers):
        raise parts.Whole
    stories = [rows[number] for number in numbers]
    access.with_bylines(stories)
    shown = cards(stories)
    paper = options.load()
    with translation.override(paper.language), timezone.override(paper.timezone):
        return parts.Made(markup.render("read_more.html", {"read_more": shown, "card": card}), tags_of(shown))
