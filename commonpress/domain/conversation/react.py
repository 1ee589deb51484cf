from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment, Reaction
from commonpress.domain.conversation.reactions import chosen, tell
from commonpress.domain.members.may import Refused, spend
from commonpress.domain.members.models import Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@transaction.atomic
def react(comment: Comment, kind: str, *, by: Member, is_on: bool = True) -> bool:
    """Leave a word of the owner's choice at a comment, or take it back; answers whether that changed anything.

    Once a member, comment and word, however often it is sent. No page becomes old: pages fill the numbers in anew.
    Raises ``Refused``.
    """
    spend(by, "react")
    if kind not in chosen():
        raise Refused(_("This paper does not have that reaction."))
    if comment.member_id == by.pk:
        raise Refused(_("Others may say that of your comment."))
    # One hand at a time at each comment: the numbers are told from the rows.
    standing = Comment.objects.select_for_update().filter(pk=comment.pk, state=Comment.State.VISIBLE)
    if standing.first() is None:
        raise Refused(_("The comment is not there any more."))
    changed = left(comment, kind, by) if is_on else taken(comment, kind, by)
    if changed:
        tell(comment.pk)
        record("comment.reacted", comment.subject, by=by.subject, facts={"kind": kind, "on": is_on})
    return changed


def left(comment: Comment, kind: str, by: Member) -> bool:
    # One that stands already is no error: the form came twice.
    known = {"comment": comment, "kind": kind, "member": by}
    _found, is_new = Reaction.objects.get_or_create(**known, defaults={"at": clock.now()})
    return is_new


def taken(comment: Comment, kind: str, by: Member) -> bool:
    return bool(Reaction.objects.filter(comment=comment, kind=kind, member=by).delete()[0])
