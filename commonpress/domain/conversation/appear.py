"""What happens when readers see a comment for the first time: who is answered or named in it is told, once."""

from commonpress.domain.conversation.models import Comment, Mute
from commonpress.domain.conversation.words import named_in
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Byline
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


def appeared(comment: Comment) -> None:
    """Call it in the transaction that makes the comment visible. The desk may show it again later: nobody is told twice."""
    now = clock.now()
    if not Comment.objects.filter(pk=comment.pk, appeared_at__isnull=True).update(appeared_at=now):
        return
    comment.appeared_at = now
    tell_of(comment)


def tell_of(comment: Comment) -> None:
    """Record whom the comment concerns; notices read it."""
    told = {comment.member_id} | muting(comment.member)
    for kind, members in concerned(comment):
        numbers = [number for number in dict.fromkeys(members) if number and number not in told]
        told |= set(numbers)
        if numbers:
            by = comment.member.subject if comment.member else ""
            record(kind, comment.subject, by=by, facts={"members": numbers})


def concerned(comment: Comment) -> list[tuple[str, list[int | None]]]:
    """Kinds of events with whom they concern. Each member hears of a comment once, by the first that fits."""
    answered = [comment.parent.member_id] if comment.parent else []
    named: list[int | None] = [member.pk for member in named_in(comment.source)]
    authors: list[int | None] = list(
        Byline.objects.filter(story=comment.story_id).values_list("member", flat=True)
    )
    return [("comment.answered", answered), ("comment.named", named), ("comment.under_mine", authors)]


def muting(member: Member | None) -> set[int]:
    """Who does not want to read this member."""
    return set(Mute.objects.filter(muted=member).values_list("member", flat=True)) if member else set()
