"""Whether a conversation takes another comment: an editor may end it, and the owner may let all of them end with age."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.site import options


def closes_at(story: Story) -> datetime | None:
    """When it ends by age; nothing when it does not."""
    days = options.paper().comments_close_after_days
    return story.published_at + timedelta(days=days) if days and story.published_at else None


def is_open(story: Story) -> bool:
    if story.state != Story.State.PUBLISHED or not story.is_open_for_comments:
        return False
    end = closes_at(story)
    return end is None or clock.now() < end


def must_be_open(story: Story) -> None:
    """Raise ``Refused`` when the conversation has ended."""
    if not is_open(story):
        raise Refused(_("This conversation is closed: what was said can be read, and nothing can be added."))
