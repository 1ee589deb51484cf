from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.editors import must_edit_it, signs
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import Ground, lead_author
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.turn import turn
from commonpress.engines.events.record import record


@transaction.atomic
def keep(story: Story, *, by: Member, words: str = "") -> Decision:
    """Say that an editor has read what went out by trust, and leaves it standing; it counts as an approval.

    Raises ``Refused``, or ``WrongState`` when the story is not published, or was read before.
    """
    must_edit_it(by, story)
    if signs(by, story):
        raise Refused(_("Another editor reads this one."))
    if story.ground != Ground.TRUST:
        raise WrongState
    published = Story.State.PUBLISHED
    turn(
        story,
        published,
        since={published},
        seen=story.seen,
        only={"ground": Ground.TRUST},
        ground=Ground.EDITOR,
    )
    record("story.kept", story.subject, by=by.subject)
    action, facts = Decision.Action.KEPT, {"seen": story.seen}
    return decided(story.subject, lead_author(story), action, rule="read", words=words, facts=facts, by=by)
