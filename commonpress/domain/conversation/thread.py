from collections.abc import Sequence

from commonpress.domain.conversation.models import Comment
from commonpress.domain.stories.models import Story
from commonpress.engines.lib.prepared import Prepared

# What a page shows of a comment; the rest of a member's row is nobody's business there, and costs time.
SHOWN_FIELDS = ("author_name", "depth", "body", "at", "path", "story", "member__name", "member__handle")
SHOWN = 200  # comments on the story page; longer threads page in a room of their own


THREAD = Prepared(
    lambda story: (
        Comment.objects.filter(story=story, state=Comment.State.VISIBLE)
        .select_related("member")
        .only(*SHOWN_FIELDS)
        .order_by("path")[:SHOWN]
    ),
    story=-987_654_321,
)


def thread(story: Story) -> Sequence[Comment]:
    """The first visible comments of a story in the order of the thread. One query."""
    return THREAD(story=story.pk)
