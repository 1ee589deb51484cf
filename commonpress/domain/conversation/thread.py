from collections.abc import Sequence

from commonpress.domain.conversation.models import Comment
from commonpress.domain.stories.models import Story

SHOWN = 200  # comments on the story page; longer threads page in a room of their own


def thread(story: Story, *, limit: int = SHOWN) -> Sequence[Comment]:
    """The visible comments of a story in the order of the thread. One query."""
    return list(
        Comment.objects.filter(story=story, state=Comment.State.VISIBLE)
        .select_related("member__picture")
        .order_by("path")[:limit]
    )
