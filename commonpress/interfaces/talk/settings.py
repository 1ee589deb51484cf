"""What an editor, or whoever signs the story, sets for its conversation; and the way back for 30 seconds."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonpress.domain.conversation import access
from commonpress.domain.conversation.slow import slow, slowness
from commonpress.domain.members import undo as undoing
from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import edits
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.open_comments import open_comments
from commonpress.engines.lib import clock
from commonpress.interfaces.talk import page
from commonpress.interfaces.talk.forms import SettingsForm

KEPT = "talk_undo"  # in the session: how the conversation stood before, how it stands since, when


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def settings(request: HttpRequest, story: int) -> HttpResponse:
    """Open or closed, and how slowly. ``do=undo`` puts back how it was."""
    found, member = access.story_or_404(story), member_of(request)
    if not edits(member, found.section_id):
        raise PermissionDenied
    if request.POST.get("do") == "undo":
        undo(request, found, member)
        return redirect("talk-settings", story)
    sent = request.POST if request.method == "POST" else None
    before = stands(found)
    form = SettingsForm(sent, is_open=before[0], seconds=before[1])
    if form.is_valid():
        put(found, form.cleaned_data["is_open"], form.seconds, by=member)
        remember(request, found, before)
        messages.success(request, _("Kept."))
        return redirect("talk-settings", story)
    context = {"form": form, "undo_seconds": seconds_left(request, found), **page.about_story(found)}
    return page.render(
        request, "settings", _("The conversation"), context, status=400 if form.errors else 200
    )


def stands(story: Story) -> tuple[bool, int]:
    return story.is_open_for_comments, slowness(story)


def put(story: Story, is_open: bool, seconds: int, *, by: Member) -> None:
    """Each verb only when it changes something: what it records is news."""
    was_open, was_slow = stands(story)
    if is_open != was_open:
        open_comments(story, is_open, by=by)
    if seconds != was_slow:
        slow(story, seconds, by=by)


def remember(request: HttpRequest, story: Story, before: tuple[bool, int]) -> None:
    if (now := stands(story)) != before:
        at = clock.now().isoformat()
        request.session[KEPT] = {"story": story.pk, "was": before, "now": now, "at": at}


def seconds_left(request: HttpRequest, story: Story) -> int:
    """How long the change made last in this session may still be undone; 0 when there is none."""
    kept: dict[str, Any] = request.session.get(KEPT, {})
    if kept.get("story") != story.pk:
        return 0
    return undoing.seconds_left(datetime.fromisoformat(kept["at"]))


def undo(request: HttpRequest, story: Story, member: Member) -> None:
    if not seconds_left(request, story):
        messages.error(request, _("It is too late to undo this."))
        return
    kept = request.session.pop(KEPT)
    if stands(story) != tuple(kept["now"]):
        messages.error(request, _("Something else was decided since."))
        return
    put(story, *kept["was"], by=member)
    messages.success(request, _("The settings are as they were."))
