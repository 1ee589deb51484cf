from django.db import transaction
from django.db.models import F

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record

State = Comment.State


@transaction.atomic
def hide(comment: Comment, *, by: Member | None) -> bool:
    """Take a comment from readers' sight; it is kept. Answers whether it could be seen or waited before."""
    if _moved(comment, State.VISIBLE, State.HIDDEN):
        _count(comment, -1)
    elif not _moved(comment, State.WAITING, State.HIDDEN):
        return False
    _tell("comment.hidden", comment, by)
    return True


@transaction.atomic
def show(comment: Comment, *, by: Member | None) -> bool:
    """Let readers see a comment that waits or was hidden. Answers whether it did; a deleted one stays so."""
    if not (_moved(comment, State.WAITING, State.VISIBLE) or _moved(comment, State.HIDDEN, State.VISIBLE)):
        return False
    _count(comment, +1)
    _tell("comment.shown", comment, by)
    return True


def _moved(comment: Comment, before: str, after: str) -> bool:
    """One conditional update, so that the counter moves once however many hands act."""
    moved = Comment.objects.filter(pk=comment.pk, state=before).update(state=after)
    if moved:
        comment.state = after
    return bool(moved)


def _count(comment: Comment, difference: int) -> None:
    Story.objects.filter(pk=comment.story_id).update(comment_count=F("comment_count") + difference)


def _tell(kind: str, comment: Comment, by: Member | None) -> None:
    record(kind, comment.subject, stale=tags.of(comment.story), by=by.subject if by else "")
