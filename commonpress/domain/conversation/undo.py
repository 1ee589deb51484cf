from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import moved, must_moderate, tell
from commonpress.domain.members.appeal import granted_with, reopen
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.undo import is_written_down, why_not
from commonpress.domain.stories.errors import WrongState

LEFT = {
    Decision.Action.HIDDEN: Comment.State.HIDDEN,
    Decision.Action.SPAM: Comment.State.HIDDEN,
    Decision.Action.SHOWN: Comment.State.VISIBLE,
}


@transaction.atomic
def undo(decision: Decision, *, by: Member) -> Comment:
    """Put a comment back where it stood before a decision of the last 30 seconds. Raises ``Refused``, ``WrongState``."""
    comment = comment_of(decision)
    must_moderate(comment, by)
    if why := why_not(decision):
        raise WrongState(why)
    if not moved(comment, {LEFT[Decision.Action(decision.action)]}, decision.facts["before"]):
        raise WrongState
    if not is_written_down(decision, by):
        raise WrongState
    if fell := granted_with(decision):
        reopen(fell, by=by)
    tell("comment.undone", comment, by, {"decision": decision.pk})
    return comment


def comment_of(decision: Decision) -> Comment:
    noun, _colon, number = decision.subject.partition(":")
    found = Comment.objects.select_related("story__section", "member").filter(pk=number).first()
    if noun != "comment" or found is None or decision.action not in LEFT or "before" not in decision.facts:
        raise WrongState(_("This cannot be undone."))
    return found
