"""What an editor, or whoever signs the story, sets for its conversation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonpress.domain.conversation import access
from commonpress.domain.conversation.slow import slow, slowness
from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.stories.editors import edits
from commonpress.domain.stories.open_comments import open_comments
from commonpress.interfaces.talk import page
from commonpress.interfaces.talk.forms import SettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def settings(request: HttpRequest, story: int) -> HttpResponse:
    """Open or closed, and how slowly."""
    found, member = access.story_or_404(story), member_of(request)
    if not edits(member, found.section_id):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form = SettingsForm(sent, is_open=found.is_open_for_comments, seconds=slowness(found))
    if form.is_valid():
        if form.cleaned_data["is_open"] != found.is_open_for_comments:
            open_comments(found, form.cleaned_data["is_open"], by=member)
        if form.seconds != slowness(found):
            slow(found, form.seconds, by=member)
        messages.success(request, _("Kept."))
        return redirect("talk-settings", story)
    context = {"form": form, **page.about_story(found)}
    return page.render(
        request, "settings", _("The conversation"), context, status=400 if form.errors else 200
    )
