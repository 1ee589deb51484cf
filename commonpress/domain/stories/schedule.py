from datetime import datetime

from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record

WAITING = (Story.State.DRAFT, Story.State.SUBMITTED, Story.State.RETURNED)


@transaction.atomic
def schedule(story: Story, *, at: datetime, by: Member | None) -> Story:
    """Set the moment (aware) at which a story is to appear; nothing is published now. Raises ``WrongState``."""
    changed = Story.objects.filter(pk=story.pk, state__in=WAITING).update(
        state=Story.State.SCHEDULED, due_at=at
    )
    if not changed:
        raise WrongState(f"{story.subject} cannot be scheduled from where it stands")
    story.state, story.due_at = Story.State.SCHEDULED, at
    record("story.scheduled", story.subject, by=by.subject if by else "", facts={"due_at": at.isoformat()})
    return story
