from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import moved, must_moderate, tell
from commonpress.domain.members.decide import decided, standing_decisions
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.undo import WITHIN
from commonpress.engines.lib import clock

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
    if clock.now() - decision.at > WITHIN:
        raise WrongState(_("It is too late to undo this."))
    newest = standing_decisions(decision.subject).first()
    if newest is None or newest.pk != decision.pk:
        raise WrongState(_("Something else was decided since."))
    if not moved(comment, {LEFT[Decision.Action(decision.action)]}, decision.facts["before"]):
        raise WrongState
    try:
        with transaction.atomic():
            facts = {"action": decision.action}
            action = Decision.Action.UNDONE
            decided(
                comment.subject, decision.member, action, rule="undo", facts=facts, by=by, undoes=decision
            )
    except IntegrityError:  # the other hand was faster; the column is unique
        raise WrongState from None
    tell("comment.undone", comment, by, {"decision": decision.pk})
    return comment


def comment_of(decision: Decision) -> Comment:
    noun, _colon, number = decision.subject.partition(":")
    found = Comment.objects.select_related("story__section", "member").filter(pk=number).first()
    if noun != "comment" or found is None or decision.action not in LEFT or "before" not in decision.facts:
        raise WrongState(_("This cannot be undone."))
    return found
