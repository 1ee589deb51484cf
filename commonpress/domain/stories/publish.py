from datetime import datetime
from itertools import count

from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.site import options

UNPUBLISHED = (Story.State.DRAFT, Story.State.SUBMITTED, Story.State.RETURNED, Story.State.SCHEDULED)

AT_PATH = Prepared(lambda path: Story.objects.filter(path=path).values_list("pk"), path="?")


@transaction.atomic
def publish(story: Story, *, by: Member | None, at: datetime | None = None) -> Story:
    """Make a story public, once. ``at`` may lie in the past (copy moved in from elsewhere), never in the future.

    Raises ``WrongState`` when the story is not waiting or somebody else was faster.
    """
    now = clock.now()
    when = min(at or now, now)
    story.path = free_path(story, when)
    changed = Story.objects.filter(pk=story.pk, state__in=UNPUBLISHED).update(
        state=Story.State.PUBLISHED, path=story.path, published_at=when, updated_at=when, due_at=None
    )
    if not changed:
        raise WrongState(f"{story.subject} cannot be published from where it stands")
    story.state, story.published_at, story.updated_at, story.due_at = Story.State.PUBLISHED, when, when, None
    record("story.published", story.subject, stale=tags.of(story), by=by.subject if by else "")
    return story


def free_path(story: Story, when: datetime) -> str:
    """``yyyy/mm/slug`` in the paper's zone; a number is added when the place is taken."""
    month = when.astimezone(options.paper().timezone).strftime("%Y/%m")
    wanted = f"{month}/{story.slug}"
    # Asked first because it is nearly always free, and a prefix is no search in the index on SQLite.
    if not {pk for (pk,) in AT_PATH.rows(path=wanted)} - {story.pk}:
        return wanted
    others = Story.objects.exclude(pk=story.pk)
    taken = set(others.filter(path__startswith=f"{wanted}-").values_list("path", flat=True))
    return next(path for number in count(2) if (path := f"{wanted}-{number}") not in taken)
