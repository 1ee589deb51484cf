from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories import tags, text
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Lead, Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@transaction.atomic
def withdraw(story: Story, *, reason: str, by: Member | None) -> Story:
    """Take a published story back. Its address answers 410 with the reason from now on.

    Raises ``WrongState`` when the story is not published.
    """
    changed = Story.objects.filter(pk=story.pk, state=Story.State.PUBLISHED).update(
        state=Story.State.WITHDRAWN, withdrawn_at=clock.now(), withdrawal_reason=text.line(reason, 500)
    )
    if not changed:
        raise WrongState(f"{story.subject} is not published")
    Lead.objects.filter(story=story).delete()
    story.refresh_from_db()
    record(
        "story.withdrawn",
        story.subject,
        stale=tags.of(story),
        gone=[story.subject],
        by=by.subject if by else "",
    )
    return story
