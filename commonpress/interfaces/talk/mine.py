"""The private part of a public conversation: what is one's own in it. Asked for by ``talk.js``, and only when signed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.conversation import access, reactions
from commonpress.domain.conversation.models import Comment, Reaction
from commonpress.domain.conversation.mute import muted_handles
from commonpress.domain.members.acting import acting
from commonpress.domain.members.language import of_the_reader
from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import edits
from commonpress.domain.stories.models import Story
from commonpress.engines.site.private import close, form_token
from commonpress.interfaces.talk import page

MOST_WAITING = 10  # of one's own that wait, shown in the thread to oneself alone


@require_safe
def mine(request: HttpRequest, story: int) -> HttpResponse:
    """204 for strangers. Six queries, however long the thread."""
    found, member = access.story_or_404(story), acting(request)
    if member is None or member.waits or not member.is_active:
        return close(HttpResponse(status=204))
    with of_the_reader(request):
        return close(JsonResponse(own(request, found, member)))


def own(request: HttpRequest, story: Story, member: Member) -> dict[str, Any]:
    comments = Comment.objects.filter(story=story, member=member)
    return {
        "token": form_token(request),
        "reactions": [{"kind": kind, "words": str(words)} for kind, words in reactions.chosen().items()],
        "marks": marks(story, member),
        "own": list(comments.filter(state=Comment.State.VISIBLE).values_list("pk", flat=True)),
        "waiting": [part(request, one, member) for one in waiting(comments)],
        "muted": muted_handles(member),
        "settings": reverse("talk-settings", args=[story.pk]) if edits(member, story.section_id) else None,
        "words": {
            "own": _("Yours: change or take back"),
            "muted": _("Folded away: you muted this member. Show it"),
            "seen": _("Readers see it now."),
            "settings": _("Open, close or slow down the conversation"),
            "failed": _("That did not go through. Try again."),
            "cancel": _("Cancel"),
            "react": _("What do you say to it?"),
        },
    }


def marks(story: Story, member: Member) -> dict[int, list[str]]:
    """The member's own reactions, by comment."""
    found: dict[int, list[str]] = {}
    rows = Reaction.objects.filter(member=member, comment__story=story).values_list("comment", "kind")
    for comment, kind in rows:
        found.setdefault(comment, []).append(kind)
    return found


def waiting(comments: Any) -> Any:
    rows = comments.filter(state=Comment.State.WAITING).select_related("story__section", "member", "parent")
    return rows.order_by("-pk")[:MOST_WAITING]


def part(request: HttpRequest, comment: Comment, member: Member) -> dict[str, Any]:
    words = render_to_string("talk/_sent.html", page.about(comment, member), request)
    return {"to": comment.parent_id, "html": words}
