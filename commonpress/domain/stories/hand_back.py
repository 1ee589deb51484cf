from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.errors import Incomplete
from commonpress.domain.stories.grounds import READY, lead_author
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.turn import turn
from commonpress.engines.events.record import record


@transaction.atomic
def hand_back(story: Story, *, words: str, rule: str, by: Member, seen: int | None = None) -> Decision:
    """Ask the author for changes; ``words`` say which. Raises ``Refused``, ``WrongState``, ``Incomplete``."""
    must_edit_it(by, story)
    if not words.strip():
        raise Incomplete("words", _("Say what should change."))
    before = turn(story, Story.State.RETURNED, since=READY, seen=seen, due_at=None, ground="")
    record("story.returned", story.subject, by=by.subject, facts={"rule": rule})
    facts = {"before": before, "seen": story.seen}
    action = Decision.Action.RETURNED
    return decided(story.subject, lead_author(story), action, rule=rule, words=words, facts=facts, by=by)
