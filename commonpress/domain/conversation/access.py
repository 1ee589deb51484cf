"""The only way to fetch what somebody may flag, and whom it concerns."""

from django.db.models import Q
from django.http import Http404

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import edits
from commonpress.domain.stories.models import Byline, Story

Flaggable = Story | Comment
LONGEST = 18  # digits of a number a database can hold


def public_or_404(subject: str) -> Flaggable:
    """The story or comment that readers see under this subject ("story:42"). One query."""
    kind, _, number = subject.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST):
        raise Http404("no such subject")
    found = FINDERS[kind](int(number)) if kind in FINDERS else None
    if found is None:
        raise Http404("no such subject")
    return found


def public_story(number: int) -> Story | None:
    return Story.objects.filter(pk=number, state=Story.State.PUBLISHED).select_related("section").first()


def public_comment(number: int) -> Comment | None:
    seen = Comment.objects.filter(pk=number, state=Comment.State.VISIBLE, story__state=Story.State.PUBLISHED)
    return seen.select_related("story__section", "member").first()


FINDERS = {"story": public_story, "comment": public_comment}


def first_author(thing: Flaggable) -> Member | None:
    """Who signed it first; nobody for a comment without an account. At most one query."""
    if isinstance(thing, Comment):
        return thing.member
    line = Byline.objects.filter(story=thing).select_related("member").order_by("position").first()
    return line.member if line else None


def story_or_404(number: int) -> Story:
    """A story readers see, to comment on. One query."""
    found = public_story(number)
    if found is None:
        raise Http404("no such story")
    return found


def comment_or_404(member: Member, number: int) -> Comment:
    """A comment readers see, or one of the member's own, or one of a section the member edits. At most three queries."""
    found = Comment.objects.filter(pk=number, story__state=Story.State.PUBLISHED)
    comment = found.select_related("story__section", "member", "parent").first()
    if comment is None or not (comment.state == Comment.State.VISIBLE or concerns(member, comment)):
        raise Http404("no such comment")
    return comment


def concerns(member: Member, comment: Comment) -> bool:
    return comment.member_id == member.pk or (member.is_editor and edits(member, comment.story.section_id))


def own_or_404(member: Member, number: int) -> Comment:
    found = (
        Comment.objects.select_related("story__section", "member").filter(pk=number, member=member).first()
    )
    if found is None:
        raise Http404("no such comment of yours")
    return found


def shown_or_404(story: Story, number: int) -> Comment:
    """A comment that stands in the conversation, be it as a stub. One query."""
    standing = Q(state__in=[Comment.State.VISIBLE, Comment.State.DELETED]) | Q(answers__gt=0)
    found = (
        Comment.objects.filter(standing, pk=number, story=story).select_related("member", "parent").first()
    )
    if found is None:
        raise Http404("no such comment")
    return found
