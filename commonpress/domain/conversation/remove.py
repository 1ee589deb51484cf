from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment, Reaction
from commonpress.domain.conversation.moderate import moved, tell
from commonpress.domain.conversation.settle_flags import uphold
from commonpress.domain.members.may import Refused, may
from commonpress.domain.members.models import Member

State = Comment.State


@transaction.atomic
def remove(comment: Comment, *, by: Member) -> bool:
    """Take one's own comment back, at any time: its words are forgotten, a stub holds the place of its answers.

    Answers whether there was anything to take back. A banned member may. What the desk hid stays for an appeal.
    Raises ``Refused``.
    """
    may(by, "remove")
    if comment.member_id != by.pk:
        raise Refused(_("Only its author may delete a comment."))
    if not moved(comment, {State.VISIBLE, State.WAITING}, State.DELETED):
        return False
    forget(comment)
    uphold(comment.subject)
    tell("comment.removed", comment, by, {})
    return True


def forget(comment: Comment) -> None:
    """The words and what others left at them."""
    Reaction.objects.filter(comment=comment).delete()
    Comment.objects.filter(pk=comment.pk).update(body="", source="", hidden="", value=0, reacted={})
    comment.body, comment.source, comment.hidden, comment.value = "", "", "", 0
