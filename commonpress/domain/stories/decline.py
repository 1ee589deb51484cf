from django.db import transaction

from commonpress.domain.members.decide import decided
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.grounds import READY, lead_author
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.turn import turn
from commonpress.engines.events.record import record

SINCE = READY | {Story.State.RETURNED}


@transaction.atomic
def decline(
    story: Story, *, words: str, rule: str, by: Member, spam: bool = False, seen: int | None = None
) -> Decision:
    """Say no to a story; the author may appeal once. Raises ``Refused``, ``WrongState``."""
    must_edit_it(by, story)
    before = turn(story, Story.State.DECLINED, since=SINCE, seen=seen, due_at=None, ground="")
    record("story.declined", story.subject, by=by.subject, facts={"rule": rule, "spam": spam})
    facts = {"before": before, "seen": story.seen}
    action = Decision.Action.SPAM if spam else Decision.Action.DECLINED
    return decided(story.subject, lead_author(story), action, rule=rule, words=words, facts=facts, by=by)
