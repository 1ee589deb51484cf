from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import Ground, grant, lead_author
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.turn import actor, turn
from commonpress.engines.events.record import record


@transaction.atomic
def schedule(
    story: Story,
    *,
    at: datetime,
    by: Member | None,
    ground: Ground,
    seen: int | None = None,
    words: str = "",
) -> Story:
    """Grant publication at a moment (aware); ``appear.py`` carries it out. A scheduled story may be given another moment.

    Raises ``Refused`` when the ground does not hold, ``WrongState``, ``Conflict``: see ``publish``.
    """
    if ground == Ground.DUE:  # what was granted before lets a story out; it grants nothing new
        raise Refused(_("Only editors may do this."))
    given = grant(story, ground, by=by)
    if story.embargo_until and at < story.embargo_until:
        raise WrongState(_("It is under embargo until then. Choose a later moment."))
    before = turn(story, Story.State.SCHEDULED, since=given.since, seen=seen, due_at=at, ground=ground)
    due = at.isoformat()
    record("story.scheduled", story.subject, by=actor(by), facts={"due_at": due})
    facts = {"before": before, "ground": ground, "due_at": due, "seen": story.seen}
    action = Decision.Action.SCHEDULED
    decided(story.subject, lead_author(story), action, rule=given.rule, words=words, facts=facts, by=given.by)
    return story
