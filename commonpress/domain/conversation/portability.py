"""A member's comments and flags: what they take along, and what becomes of them when the member leaves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Archive, Wish
from commonpress.engines.events.record import record


def export(member: Member, whole: Archive) -> None:
    comments = Comment.objects.filter(member=member).order_by("at")
    words = comments.values("story__headline", "story__path", "body", "state", "at")
    whole.part("comments", _("Comments"), words)
    whole.part(
        "flags", _("Flags"), Flag.objects.filter(member=member).values("subject", "reason", "words", "at")
    )


def erase(member: Member, wish: Wish) -> Iterable[str]:
    """Comments stay, because others answered them; their name goes. Flags lose who sent them."""
    comments = Comment.objects.filter(member=member)
    if numbers := list(comments.order_by("pk").values_list("pk", flat=True)):
        record("comments.left", member.subject, by=member.subject, facts={"comments": numbers})
    comments.update(member=None, author_name=_("Former member"))
    Flag.objects.filter(member=member).update(member=None)
    return ()
