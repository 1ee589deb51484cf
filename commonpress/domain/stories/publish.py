from datetime import datetime
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import Ground, grant, lead_author
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.turn import actor, turn
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.site import options

AT_PATH = Prepared(lambda path: Story.objects.filter(path=path).values_list("pk"), path="?")


@transaction.atomic
def publish(
    story: Story,
    *,
    by: Member | None,
    ground: Ground,
    at: datetime | None = None,
    seen: int | None = None,
    words: str = "",
) -> Story:
    """Make a story public, once, on one of the grounds in ``grounds.py``.

    ``at`` may lie in the past for copy moved in, never in the future. ``seen`` names the text that was read; without
    it that of ``story`` does. Raises ``Refused`` when the ground does not hold, ``WrongState`` when somebody was faster
    or its embargo holds, ``Conflict`` when the text changed.
    """
    given = grant(story, ground, by=by)
    now = clock.now()
    if story.embargo_until and story.embargo_until > now:
        raise WrongState(_("It is under embargo. Schedule it for the end of the embargo or later."))
    when = min(at or now, now) if ground == Ground.MOVED_IN else now
    kept_ground = story.ground if ground == Ground.DUE else ground
    before = turn(
        story,
        Story.State.PUBLISHED,
        since=given.since,
        seen=story.seen if seen is None else seen,
        path=free_path(story, when),
        published_at=when,
        updated_at=when,
        due_at=None,
        ground=kept_ground,
    )
    record("story.published", story.subject, stale=tags.of(story), by=actor(by))
    facts = {"before": before, "ground": ground, "seen": story.seen}
    action = Decision.Action.PUBLISHED
    decided(story.subject, lead_author(story), action, rule=given.rule, words=words, facts=facts, by=given.by)
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
