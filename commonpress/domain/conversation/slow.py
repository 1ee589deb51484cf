from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment, Thread
from commonpress.domain.conversation.tags import thread_tag
from commonpress.domain.members.may import Refused, TooOften
from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

LONGEST = 24 * 3600  # seconds


@transaction.atomic
def slow(story: Story, seconds: int, *, by: Member) -> Thread:
    """Let each member write one comment in so many seconds under this story; 0 ends it. Raises ``Refused``."""
    must_edit_it(by, story)
    if not 0 <= seconds <= LONGEST:
        raise Refused(_("Choose between nothing and a day."))
    found, _new = Thread.objects.update_or_create(story=story, defaults={"slow_seconds": seconds})
    record(
        "comments.slowed", story.subject, stale=[thread_tag(story)], by=by.subject, facts={"seconds": seconds}
    )
    return found


def slowness(story: Story) -> int:
    """The seconds between two comments of one member. One query."""
    return Thread.objects.filter(story=story).values_list("slow_seconds", flat=True).first() or 0


def must_not_hurry(story: Story, member: Member) -> None:
    """Raise ``TooOften`` while it is too soon. Call it in the transaction of the comment: two at once wait in line."""
    if member.is_editor:
        return
    thread = Thread.objects.select_for_update().filter(story=story, slow_seconds__gt=0).first()
    if thread is None:
        return
    last = (
        Comment.objects.filter(story=story, member=member)
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    free = last + timedelta(seconds=thread.slow_seconds) if last else None
    if free and free > clock.now():
        said = time_format(timezone.localtime(free), "TIME_FORMAT")
        raise TooOften(
            _("This conversation goes slowly: your next comment may follow at %(time)s.") % {"time": said}
        )
