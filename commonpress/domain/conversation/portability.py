"""A member's comments and flags: what they take along, and what becomes of them when the member leaves."""

from collections.abc import Iterable

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment, Flag, Mute, Reaction
from commonpress.domain.conversation.moderate import moved
from commonpress.domain.conversation.reactions import tell
from commonpress.domain.conversation.remove import forget
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Archive, Wish
from commonpress.engines.events.record import record

State = Comment.State


def export(member: Member, whole: Archive) -> None:
    comments = Comment.objects.filter(member=member).order_by("at")
    words = comments.values("story__headline", "story__path", "body", "source", "state", "at", "edited_at")
    whole.part("comments", _("Comments"), words)
    reactions = Reaction.objects.filter(member=member).order_by("at")
    said = reactions.values("comment", "comment__story__headline", "comment__story__path", "kind", "at")
    whole.part("reactions", _("Reactions"), said)
    whole.part("muted", _("Muted members"), Mute.objects.filter(member=member).values("muted__handle", "at"))
    flags = Flag.objects.filter(member=member).order_by("at")
    whole.part("flags", _("Flags"), flags.values("subject", "reason", "words", "state", "at"))


def erase(member: Member, wish: Wish) -> Iterable[str]:
    """Comments go, or stay without the name; reactions and mutes go. Flags lose who sent them, settled ones the words."""
    take_back_reactions(member)
    Mute.objects.filter(Q(member=member) | Q(muted=member)).delete()
    own = Comment.objects.filter(member=member)
    if numbers := list(own.order_by("pk").values_list("pk", flat=True)):
        record("comments.left", member.subject, by=member.subject, facts={"comments": numbers})
    if wish.remove_comments:
        for comment in own.select_related("story"):
            moved(comment, {State.VISIBLE, State.WAITING, State.HIDDEN}, State.DELETED)
            forget(comment)
    own.update(member=None, author_name=_("Former member"), source="")
    flags = Flag.objects.filter(member=member)
    flags.exclude(state=Flag.State.OPEN).update(words="")
    flags.update(member=None, sender=Concat(Value("left:"), Cast("pk", CharField())))
    return ()


def take_back_reactions(member: Member) -> None:
    """The numbers at the comments fall with them."""
    rows = Reaction.objects.filter(member=member)
    comments = sorted(set(rows.values_list("comment", flat=True)))
    list(Comment.objects.select_for_update().filter(pk__in=comments).order_by("pk").values_list("pk"))
    rows.delete()
    for comment in comments:
        tell(comment)
