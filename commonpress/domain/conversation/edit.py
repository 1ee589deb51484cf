from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation import words
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import hold
from commonpress.domain.conversation.standing import is_known
from commonpress.domain.conversation.tags import thread_tag
from commonpress.domain.members.may import Refused, spend
from commonpress.domain.members.models import Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

WITHIN = timedelta(minutes=10)
State = Comment.State
OPEN = frozenset({State.VISIBLE, State.WAITING})


@transaction.atomic
def edit(comment: Comment, typed: str, *, by: Member) -> Comment:
    """Change one's own words in the first ten minutes; readers see that they changed. Raises ``Refused``, ``Incomplete``.

    Whose first comments wait, has changed ones wait again: else harmless words would open the door to others.
    """
    spend(by, "comment-edit")
    if not may_edit(comment, by):
        raise Refused(_("A comment can be changed by its author, in the first ten minutes."))
    said = words.checked(typed)
    if said == comment.source:
        return comment
    body, now = words.to_html(said, words.named_in(said)), clock.now()
    same = Comment.objects.filter(pk=comment.pk, state=comment.state, source=comment.source)
    if not same.update(body=body, source=said, hidden=words.unseen(typed), edited_at=now):
        raise Refused(_("It changed while you were writing. Read it again first."))
    comment.body, comment.source, comment.edited_at = body, said, now
    record("comment.edited", comment.subject, stale=[thread_tag(comment.story_id)], by=by.subject)
    if comment.state == State.VISIBLE and not is_known(by):
        hold(comment, rule="edited")
    return comment


def may_edit(comment: Comment, member: Member) -> bool:
    """Whether it is still open to its author: those moved in, without what was typed, never were."""
    return bool(
        comment.member_id == member.pk
        and comment.source
        and comment.state in OPEN
        and clock.now() - comment.at <= WITHIN
    )
