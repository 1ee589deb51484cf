"""What an appeal about a comment changes once it is answered; the asking and answering itself is the members' room."""

from django.db import transaction

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import must_moderate, show
from commonpress.domain.conversation.undo import comment_of, undo
from commonpress.domain.members import appeal as members
from commonpress.domain.members.decide import standing_decisions
from commonpress.domain.members.models import Decision, Member


@transaction.atomic
def answer(decision: Decision, upheld: bool, words: str, *, by: Member) -> Decision:
    """Answer an appeal about a comment. ``upheld``: the author was right, and readers see it again. Raises ``Refused``."""
    comment = comment_of(decision)
    must_moderate(comment, by)
    answered = members.answer(decision, upheld, words, by=by)
    if upheld and comment.state == Comment.State.HIDDEN:
        show(comment, by=by, rule="appeal", words=words)
    return answered


@transaction.atomic
def take_back(decision: Decision, *, by: Member) -> Decision:
    """Undo an answer of the last 30 seconds, with what it changed. Raises ``Refused``, ``WrongState``."""
    comment = comment_of(decision)
    must_moderate(comment, by)
    shown = standing_decisions(comment.subject).filter(action=Decision.Action.SHOWN, rule="appeal").first()
    if decision.answer != Decision.Answer.GRANTED or shown is None:
        return members.reopen(decision, by=by)
    undo(shown, by=by)
    decision.refresh_from_db()
    return decision
