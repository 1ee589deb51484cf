"""The only ways to fetch what somebody may flag, or was flagged."""

from django.http import Http404

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Byline, Story

Flaggable = Story | Comment


def public_or_404(subject: str) -> Flaggable:
    """The story or comment that readers see under this subject ("story:42"). At most two queries."""
    kind, _, number = subject.partition(":")
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        raise Http404("no such subject")
    found: Flaggable | None = None
    if kind == "story":
        found = Story.objects.filter(pk=number, state=Story.State.PUBLISHED).select_related("section").first()
    elif kind == "comment":
        found = (
            Comment.objects.filter(pk=number, state=Comment.State.VISIBLE, story__state=Story.State.PUBLISHED)
            .select_related("story__section", "member")
            .first()
        )
    if found is None:
        raise Http404("no such subject")
    return found


def own_or_404(subject: str, member: Member) -> Flaggable:
    """The same, for whoever wrote it; nobody else learns that it was flagged."""
    found = public_or_404(subject)
    if member.pk not in authors(found):
        raise Http404("no such subject")
    return found


def authors(thing: Flaggable) -> list[int]:
    """The accounts that signed it, in the order shown."""
    if isinstance(thing, Comment):
        return [thing.member_id] if thing.member_id else []
    lines = Byline.objects.filter(story=thing).order_by("position")
    return list(lines.values_list("member_id", flat=True))
