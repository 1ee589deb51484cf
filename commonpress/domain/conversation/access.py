"""The only way to fetch what somebody may flag, and whom it concerns."""

from django.http import Http404

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
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
