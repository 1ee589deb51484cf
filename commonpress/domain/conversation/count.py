"""The counters a comment moves: its story's, and those of the comments it stands under."""

from django.db.models import F

from commonpress.domain.conversation.models import Comment
from commonpress.domain.stories.models import Story

DIGITS = 8  # of one level of a path


def above(path: str) -> list[int]:
    """The numbers of the comments a place lies under, from the first level down. No query."""
    return [int(path[at : at + DIGITS], 16) for at in range(0, len(path) - DIGITS, DIGITS)]


def count(comment: Comment, step: int) -> None:
    """One comment more (or, with -1, one less) that readers see. At most two queries."""
    Story.objects.filter(pk=comment.story_id).update(comment_count=F("comment_count") + step)
    if numbers := above(comment.path):
        Comment.objects.filter(pk__in=numbers).update(answers=F("answers") + step)
