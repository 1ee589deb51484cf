from collections.abc import Sequence

from commonpress.domain.conversation.models import Comment
from commonpress.domain.stories.models import Story

# What a page shows of a comment; the rest of a member's row is nobody's business there, and costs time.
SHOWN_FIELDS = ("author_name", "depth", "body", "at", "path", "story", "member__name", "member__handle")
SHOWN = 200  # comments on the story page; longer threads page in a room of their own


def thread(story: Story, *, limit: int = SHOWN) -> Sequence[Comment]:
    """The visible comments of a story in the order of the thread. One query."""
    return list(
        Comment.objects.filter(story=story, state=Comment.State.VISIBLE)
        .select_related("member")
        .only(*SHOWN_FIELDS)
        .order_by("path")[:limit]
    )
