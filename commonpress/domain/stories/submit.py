from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused, spend
from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import signs
from commonpress.domain.stories.errors import Incomplete
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.revise import keep_as_it_stands
from commonpress.domain.stories.turn import turn
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

OPEN = frozenset({Story.State.DRAFT, Story.State.RETURNED})


@transaction.atomic
def submit(story: Story, *, by: Member, seen: int | None = None) -> Story:
    """Hand a draft in: from now on it is the desk's to decide. The text is kept as a revision.

    Raises ``Refused`` (``TooOften`` too), ``WrongState``, ``Conflict``, or ``Incomplete`` with the field that lacks.
    """
    must_sign(by, story)
    spend(by, "submit")
    must_be_complete(story)
    turn(story, Story.State.SUBMITTED, since=OPEN, seen=seen, submitted_at=clock.now())
    keep_as_it_stands(story)
    record("story.submitted", story.subject, by=by.subject)
    return story


@transaction.atomic
def take_back(story: Story, *, by: Member) -> Story:
    """Let an author go on writing a story that waits. Raises ``Refused``, ``WrongState``."""
    must_sign(by, story)
    spend(by, "take-back")
    turn(story, Story.State.DRAFT, since={Story.State.SUBMITTED}, submitted_at=None)
    record("story.taken_back", story.subject, by=by.subject)
    return story


def must_sign(member: Member, story: Story) -> None:
    if not signs(member, story):
        raise Refused(_("This is somebody else's story."))


def must_be_complete(story: Story) -> None:
    if not story.headline.strip():
        raise Incomplete("headline", _("A story needs a headline."))
    if not story.words:
        raise Incomplete("body", _("A story needs a text."))
