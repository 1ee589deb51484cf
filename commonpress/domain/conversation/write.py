from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation import words
from commonpress.domain.conversation.appear import tell_of
from commonpress.domain.conversation.closed import must_be_open
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.slow import must_not_hurry
from commonpress.domain.members.may import Refused, may
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story

State = Comment.State


def write(story: Story, typed: str, *, by: Member, parent: Comment | None = None, key: str = "") -> Comment:
    """A member's comment in plain words, under a story or in answer to another. Raises ``Refused``, ``Incomplete``.

    It waits for the desk, whose checks let those of known members out within a second; an editor's is seen at once. The
    same ``key`` of the same member answers the comment it made before.
    """
    if key and (sent := sent_before(by, key)):
        return sent
    try:
        return written(story, typed, by=by, parent=parent, key=key)
    except IntegrityError:  # the same form, twice at the same moment
        if key and (sent := sent_before(by, key)):
            return sent
        raise


def sent_before(member: Member, key: str) -> Comment | None:
    return Comment.objects.filter(member=member, form_key=key).first()


@transaction.atomic
def written(story: Story, typed: str, *, by: Member, parent: Comment | None, key: str) -> Comment:
    may(by, "comment")
    must_be_open(story)
    if parent and (parent.story_id != story.pk or parent.state != State.VISIBLE):
        raise Refused(_("What you answer is not there any more."))
    said = words.checked(typed)
    must_not_hurry(story, by)
    comment = post(
        story,
        words.to_html(said, words.named_in(said)),
        member=by,
        parent=parent,
        state=State.VISIBLE if by.is_editor else State.WAITING,
        source=said,
        form_key=key,
        unseen=words.unseen(typed),
    )
    if by.is_editor:
        tell_of(comment)
    return comment
