from django.db import transaction

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import spend
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import tags, text
from commonpress.domain.stories.editors import must_edit_it, signs
from commonpress.domain.stories.grounds import lead_author
from commonpress.domain.stories.models import Lead, Story
from commonpress.domain.stories.turn import actor, turn
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@transaction.atomic
def withdraw(story: Story, *, reason: str, by: Member | None, rule: str = "") -> Story:
    """Take a published story back. Its address answers 410 with the reason from now on.

    An author may take back what they signed, an editor what they edit, and nobody (a command) anything. Raises
    ``Refused``, or ``WrongState`` when the story is not published.
    """
    given = rule_for(story, by, rule)
    reason = text.line(reason, 500)
    before = turn(
        story,
        Story.State.WITHDRAWN,
        since={Story.State.PUBLISHED},
        withdrawn_at=clock.now(),
        withdrawal_reason=reason,
    )
    places = list(Lead.objects.filter(story=story).values_list("position", flat=True))
    Lead.objects.filter(story=story).delete()
    stale = tags.of(story)
    record("story.withdrawn", story.subject, stale=stale, gone=tags.gone(story), by=actor(by))
    facts = {"before": before, "lead": places}
    action = Decision.Action.WITHDRAWN
    decided(story.subject, lead_author(story), action, rule=given, words=reason, facts=facts, by=by)
    return story


def rule_for(story: Story, by: Member | None, rule: str) -> str:
    if by is None:
        return rule or "command"
    if signs(by, story):
        spend(by, "take-back")
        return "author"
    must_edit_it(by, story)
    return rule or "editor"
