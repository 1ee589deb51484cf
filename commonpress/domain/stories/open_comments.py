from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import must_edit_it, signs
from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record


@transaction.atomic
def open_comments(story: Story, is_open: bool, *, by: Member | None) -> Story:
    """Let readers comment on a story, or no longer: for its authors and its editors. Raises ``Refused``."""
    if by is not None and not signs(by, story):
        must_edit_it(by, story)
    Story.objects.filter(pk=story.pk).update(is_open_for_comments=is_open)
    story.is_open_for_comments = is_open
    kind = "story.comments_opened" if is_open else "story.comments_closed"
    record(kind, story.subject, stale=[story.subject], by=by.subject if by else "")
    return story
