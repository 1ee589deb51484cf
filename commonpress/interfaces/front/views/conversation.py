"""The conversation on pages of its own: all of it in an order, one branch, and the number of comments for who waits."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.domain.conversation import access as conversation_access
from commonpress.domain.conversation.closed import closes_at, is_open
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.tags import thread_tag
from commonpress.domain.conversation.thread import ORDERS, Page, branch, number_of, page
from commonpress.domain.stories import access, tags
from commonpress.domain.stories.models import Story
from commonpress.engines.edge.public import public, tag
from commonpress.engines.lib import clock
from commonpress.engines.site import redirects
from commonpress.interfaces.front import frame

MINUTE = 60.0


@public(parameters=["order", "page"])
def conversation(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """All comments under a story, page by page: at most ten queries."""
    found = story_at(f"{year:04d}/{month:02d}/{slug}")
    if isinstance(found, HttpResponse):
        return found
    asked = request.GET.get("order", "")
    order = asked if asked in ORDERS else "oldest"
    shown = page(found, order, number_of(request.GET.get("page", "")))
    context = {"order": order, **pages_around(shown, f"order={order}&" if order != "oldest" else "")}
    # Reactions make no page old, and move what is valued most.
    seconds = MINUTE if order == "valued" else None
    return rendered(found, shown, found.get_absolute_url() + "comments/", context, seconds)


@public(parameters=["page"])
def one_branch(request: HttpRequest, year: int, month: int, slug: str, number: int) -> HttpResponse:
    """One comment with its answers, at an address that stays: at most ten queries."""
    found = story_at(f"{year:04d}/{month:02d}/{slug}")
    if isinstance(found, HttpResponse):
        return found
    top = conversation_access.shown_or_404(found, number)
    shown = branch(top, number_of(request.GET.get("page", "")))
    context = {"top": top, "above": top.parent, **pages_around(shown, "")}
    return rendered(found, shown, f"{found.get_absolute_url()}comments/{number}/", context)


@public
def count(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """How many comments there are now, asked for by the page that is being read. Two queries, and kept like any page."""
    found = story_at(f"{year:04d}/{month:02d}/{slug}")
    if isinstance(found, HttpResponse):
        return found
    return tag(
        JsonResponse({"count": found.comment_count}),
        ["site", thread_tag(found), found.subject],
        seconds=MINUTE,
    )


def story_at(path: str) -> Story | HttpResponse:
    """The published story there; the way to where it has moved."""
    found = access.at_path(path)
    if found is None and (target := redirects.target_of(f"/{path}/")):
        return HttpResponsePermanentRedirect(f"{target}comments/")
    if found is None or found.state != Story.State.PUBLISHED:
        raise Http404("no such story")
    return found


def pages_around(shown: Page, query: str) -> dict[str, str]:
    before = f"?{query}page={shown.number - 1}" if shown.number > 2 else (f"?{query}".rstrip("?&") or "./")
    return {
        "previous_url": before if shown.number > 1 else "",
        "next_url": f"?{query}page={shown.number + 1}" if shown.number < shown.pages else "",
        "next_words": _("More comments"),
    }


def rendered(
    found: Story, shown: Page, path: str, context: dict[str, Any], seconds: float | None = None
) -> HttpResponse:
    sections = access.sections()
    access.with_bylines([found])
    said = ngettext("%(n)d comment", "%(n)d comments", found.comment_count) % {"n": found.comment_count}
    head = frame.Head(
        title=f"{found.headline}: {said}", path=path, canonical="", description=said, is_indexed=False
    )
    return frame.render(
        "front/conversation.html",
        head,
        {"story": found, "page": shown, **talk_of(found, shown), **context},
        tags=[tags.SECTIONS, found.subject, *tags_of(found, shown.comments)],
        sections=sections,
        seconds=soonest(seconds, until_closed(found)),
    )


def talk_of(story: Story, shown: Page) -> dict[str, Any]:
    """What the templates of comments need beside the story, whose bylines are fetched."""
    return {
        "nodes": shown.nodes,
        "is_open": is_open(story),
        "signers": {line.member_id for line in story.bylines.all()},
        "shown_count": len(shown.comments),
    }


def tags_of(story: Story, comments: Iterable[Comment]) -> list[str]:
    """A member's name leads to their page, whose address they may change."""
    return [thread_tag(story), *(comment.member.subject for comment in comments if comment.member)]


def until_closed(story: Story) -> float | None:
    """The seconds until the conversation ends by age; nothing when it does not, or has."""
    end = closes_at(story)
    left = (end - clock.now()).total_seconds() if end else 0.0
    return left if left > 0 else None


def soonest(*moments: float | None) -> float | None:
    return min((each for each in moments if each is not None), default=None)
