"""Earlier versions of a story: what changed between them, and the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.models import Revision, Story
from commonpress.domain.stories.restore import restore
from commonpress.domain.stories.submit import OPEN
from commonpress.engines.lib.differ import marked, readable
from commonpress.engines.site import private

SHOWN = 200  # versions on the page; a story has rarely twenty


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of one's own story, newest first; ``?version=`` shows what one changed."""
    member = member_of(request)
    story = access.own_or_404(member, pk)
    if request.method == "POST":
        return brought_back(request, story, member)
    found = list(story.revisions.select_related("by").order_by("-number")[:SHOWN])
    wanted = request.GET.get("version", "")
    shown = next((one for one in found if str(one.number) == wanted), None)
    has_newer = story.seen != story.kept  # what stands now is no version yet
    is_now = has_newer and wanted == "now"
    context = {
        "story": story,
        "versions": found,
        "shown": shown,
        "has_newer": has_newer,
        "is_now": is_now,
        "change": change(story, story if is_now else shown) if is_now or shown else None,
        "is_open": story.state in OPEN,
    }
    return private.render(request, "studio/history.html", _("Earlier versions"), context)


def brought_back(request: HttpRequest, story: Story, member: Member) -> HttpResponse:
    wanted = request.POST.get("version", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 9 else 0
    revision = get_object_or_404(story.revisions, number=number)
    try:
        restore(story, revision, by=member, seen=story.seen)
    except (StoryError, Refused) as refused:
        messages.error(request, str(refused))
        return redirect("studio-history", story.pk)
    messages.success(
        request, _("The text reads as it did then. What stood there before is among the versions.")
    )
    return redirect("studio-write", story.pk)


def change(story: Story, after: Revision | Story | None) -> dict[str, SafeString]:
    """What a version, or the text as it stands, changed against the version before it, word by word."""
    if after is None:
        return {}
    earlier = story.revisions.order_by("-number")
    before = (earlier.filter(number__lt=after.number) if isinstance(after, Revision) else earlier).first()
    pairs = {
        "headline": (before.headline if before else "", after.headline),
        "standfirst": (before.standfirst if before else "", after.standfirst),
        "body": (readable(before.body) if before else "", readable(after.body)),
    }
    return {name: mark_safe(marked(*texts)) for name, texts in pairs.items()}  # noqa: S308 (marked escapes)
