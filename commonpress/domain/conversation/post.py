from datetime import datetime

from django.db import transaction

from commonpress.domain.conversation.count import count
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.tags import thread_tag
from commonpress.domain.members.may import spend
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock, hidden, html
from commonpress.engines.lib.text import normalise

MAX_DEPTH = 50


@transaction.atomic
def post(
    story: Story,
    body: str,
    *,
    member: Member | None = None,
    author_name: str = "",
    parent: Comment | None = None,
    state: str = Comment.State.WAITING,
    at: datetime | None = None,
    source: str = "",
    form_key: str = "",
    unseen: str = "",
) -> Comment:
    """Add a comment (HTML or plain text; it passes the sanitiser) under a story or under another comment.

    ``unseen`` is what stood disguised in the words it was made of. Below 50 levels an answer stands beside the comment it
    answers. Raises ``Refused``: what a member hands to the desk counts; what comes from elsewhere, decided there, does not.
    """
    if member and state == Comment.State.WAITING:
        spend(member, "comment")
    if parent and parent.depth >= MAX_DEPTH:
        parent = parent.parent
    comment = Comment.objects.create(
        story=story,
        member=member,
        author_name=(member.name if member else " ".join(normalise(author_name).split()))[:120],
        parent=parent,
        path=f"new-{clock.now().timestamp()}-{id(body)}",
        depth=parent.depth + 1 if parent else 1,
        body=html.clean(normalise(body), html.COMMENT),
        hidden=unseen or hidden.words(body),
        state=state,
        at=at or clock.now(),
        source=source,
        form_key=form_key,
    )
    comment.path = f"{parent.path if parent else ''}{comment.pk:08x}"
    stale = []
    if state == Comment.State.VISIBLE:
        count(comment, 1)
        comment.appeared_at = comment.at  # moved in or an editor's own; ``write`` tells whom that concerns
        stale = [thread_tag(story)]
    comment.save(update_fields=["path", "appeared_at"])
    record("comment.posted", comment.subject, stale=stale, by=member.subject if member else "")
    return comment
