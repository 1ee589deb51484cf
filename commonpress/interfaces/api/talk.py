"""The conversation over HTTP: read it without a token, take part with one. The same verbs as behind the forms."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from commonpress.domain.conversation import access
from commonpress.domain.conversation.closed import is_open
from commonpress.domain.conversation.edit import edit as edit_comment
from commonpress.domain.conversation.flag import MOST_WORDS
from commonpress.domain.conversation.flag import flag as flag_comment
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.react import react as react_to
from commonpress.domain.conversation.reactions import counts
from commonpress.domain.conversation.remove import remove as remove_comment
from commonpress.domain.conversation.thread import SEEN
from commonpress.domain.conversation.write import write as write_comment
from commonpress.domain.stories.access import of_published
from commonpress.engines.site.address import absolute
from commonpress.interfaces.api.auth import READ, WRITE, member_of
from commonpress.interfaces.api.problem import missing
from commonpress.interfaces.api.shapes import WITH_TOKEN, Author, Closed, Number, answers

router = Router(tags=["The conversation"])

LONGEST = 100_000  # characters that are read at all; the verb says how many may stand
ALL = (*WITH_TOKEN, 404, 422)
WRITES = (*ALL, 400, 409, 413)


class Some(Schema):
    after: Number | None = Field(None, description="The 'next' of the page before.")
    limit: int = Field(50, ge=1, le=100)


class CommentOut(Schema):
    """``text`` is what you typed, of your own comments alone; ``body`` the HTML readers see, empty in a stub."""

    id: int
    story: int
    parent: int | None
    depth: int
    state: str
    author: Author | None
    name: str
    body: str
    text: str | None
    at: datetime
    edited_at: datetime | None
    answers: int
    reactions: dict[str, int]
    address: str


class Thread(Schema):
    """A page of a conversation, oldest first."""

    is_open: bool
    count: int
    comments: list[CommentOut]
    next: int | None = Field(description="Give it as 'after' to get the next page; null on the last.")


class Said(Closed):
    text: str = Field(
        min_length=1, max_length=LONGEST, description="Plain words: an empty line makes a paragraph."
    )


class NewComment(Said):
    parent: int | None = Field(None, ge=1, le=2**63 - 1, description="The comment it answers.")


class Leave(Closed):
    kind: str = Field(pattern=r"^[-a-z]{1,16}$", description="One of the words the paper's owner chose.")
    on: bool = Field(True, description="False takes it back.")


class Objection(Closed):
    reason: Flag.Reason
    words: str = Field("", max_length=MOST_WORDS)


@router.get("/stories/{number}/comments/", response=answers(Thread, 404, 422), summary="The conversation")
def thread(request: HttpRequest, number: Path[Number], asked: Query[Some]) -> dict[str, Any]:
    """Every comment readers see, and the stubs that hold a place, in the order they were written."""
    story = access.story_or_404(number)
    found = Comment.objects.filter(SEEN, story=story, pk__gt=asked.after or 0).select_related(
        "member", "story"
    )
    rows = list(found.order_by("pk")[: asked.limit + 1])
    page = rows[: asked.limit]
    said = counts(row.pk for row in page)
    return {
        "is_open": is_open(story),
        "count": story.comment_count,
        "comments": [shown(row, said.get(row.pk, {})) for row in page],
        "next": page[-1].pk if len(rows) > asked.limit else None,
    }


def shown(comment: Comment, reactions: dict[str, int], *, is_own: bool = False) -> dict[str, Any]:
    is_seen = is_own or comment.state == Comment.State.VISIBLE
    member = comment.member if is_seen and comment.member and comment.member.is_active else None
    return {
        "id": comment.pk,
        "story": comment.story_id,
        "parent": comment.parent_id,
        "depth": comment.depth,
        "state": comment.state,
        "author": member
        and {"name": member.name, "handle": member.handle, "address": absolute(member.get_absolute_url())},
        "name": comment.author_name if is_seen else "",
        "body": comment.body if is_seen else "",
        "text": comment.source if is_own else None,
        "at": comment.at,
        "edited_at": comment.edited_at,
        "answers": comment.answers,
        "reactions": reactions,
        "address": absolute(f"{comment.story.get_absolute_url()}comments/{comment.pk}/"),
    }


@router.get("/me/comments/", auth=READ, response=answers(list[CommentOut], *ALL), summary="Your comments")
def mine(request: HttpRequest, asked: Query[Some]) -> list[dict[str, Any]]:
    """In every state, by number; give the last number as 'after' to go on."""
    found = Comment.objects.filter(of_published(), member=member_of(request))
    rows = list(
        found.filter(pk__gt=asked.after or 0).select_related("member", "story").order_by("pk")[: asked.limit]
    )
    said = counts(row.pk for row in rows)
    return [shown(row, said.get(row.pk, {}), is_own=True) for row in rows]


@router.post(
    "/stories/{number}/comments/",
    auth=WRITE,
    response=answers(CommentOut, *WRITES, status=201),
    summary="Write a comment",
)
def write(request: HttpRequest, number: Path[Number], body: NewComment) -> Status[dict[str, Any]]:
    """It waits for the desk, as one by a form does. Send an Idempotency-Key, and it is written once."""
    story, member = access.story_or_404(number), member_of(request)
    parent = access.shown_or_404(story, body.parent) if body.parent else None
    return Status(201, shown(write_comment(story, body.text, by=member, parent=parent), {}, is_own=True))


@router.patch(
    "/comments/{number}/", auth=WRITE, response=answers(CommentOut, *WRITES), summary="Change your words"
)
def edit(request: HttpRequest, number: Path[Number], body: Said) -> dict[str, Any]:
    """For ten minutes; readers see that they changed."""
    member = member_of(request)
    found = edit_comment(access.own_or_404(member, number), body.text, by=member)
    return shown(found, counts([found.pk]).get(found.pk, {}), is_own=True)


@router.delete(
    "/comments/{number}/", auth=WRITE, response=answers(CommentOut, *WRITES), summary="Take a comment back"
)
def remove(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Its words are forgotten; a stub holds the place of its answers."""
    member = member_of(request)
    found = access.own_or_404(member, number)
    remove_comment(found, by=member)
    return shown(found, {}, is_own=True)


@router.post(
    "/comments/{number}/reactions/", auth=WRITE, response=answers(dict[str, int], *WRITES), summary="React"
)
def react(request: HttpRequest, number: Path[Number], body: Leave) -> dict[str, int]:
    """How often each word stands there now."""
    member = member_of(request)
    found = seen_or_missing(number)
    react_to(found, body.kind, by=member, is_on=body.on)
    return counts([found.pk]).get(found.pk, {})


@router.post(
    "/comments/{number}/flag/",
    auth=WRITE,
    response=answers(Objection, *WRITES),
    summary="Flag it to the desk",
)
def flag(request: HttpRequest, number: Path[Number], body: Objection) -> dict[str, str]:
    """The author does not learn who you are."""
    made = flag_comment(seen_or_missing(number), body.reason, body.words, by=member_of(request))
    return {"reason": made.reason, "words": made.words}


def seen_or_missing(number: int) -> Comment:
    found = access.public_comment(number)
    if found is None:
        raise missing()
    return found
