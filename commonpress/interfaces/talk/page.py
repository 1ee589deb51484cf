"""How the pages of this room are answered: whole for a browser without scripts, a part of one for ``talk.js``."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from commonpress.domain.conversation.closed import is_open
from commonpress.domain.conversation.edit import may_edit
from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.site import private

PART = "part"  # in the query: only what stands in the middle of the page is wanted


def render(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """``talk/<name>.html``, or its part ``talk/_<name>.html`` alone."""
    if PART in request.GET:
        response = private.close(HttpResponse(render_to_string(f"talk/_{name}.html", context, request)))
    else:
        response = private.render(request, f"talk/{name}.html", title, context)
    response.status_code = status
    return response


def about(comment: Comment, member: Member) -> dict[str, Any]:
    """What a comment is to the member who looks at it."""
    return {
        "comment": comment,
        "story": comment.story,
        "is_own": comment.member_id == member.pk,
        "may_edit": may_edit(comment, member),
        "is_open": is_open(comment.story),
        "is_waiting": comment.state == Comment.State.WAITING,
        "is_visible": comment.state == Comment.State.VISIBLE,
        "address": address_of(comment),
    }


def address_of(comment: Comment) -> str:
    """The page of one comment, which stays when the thread around it grows."""
    return f"{comment.story.get_absolute_url()}comments/{comment.pk}/"


def about_story(story: Story) -> dict[str, Any]:
    return {"story": story, "is_open": is_open(story)}
