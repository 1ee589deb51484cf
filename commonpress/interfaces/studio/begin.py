import secrets
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.draft import begin
from commonpress.domain.stories.models import Section
from commonpress.engines.site import limits, options, private

REMEMBERED = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: HttpRequest) -> HttpResponse:
    """Where a story begins: with the section it belongs to."""
    problem = ""
    if request.method == "POST":
        section = get_object_or_404(Section, slug=request.POST.get("section", ""))
        try:
            return begun(request, section)
        except Refused as refused:
            problem = str(refused)
    context = {"choices": access.sections(), "key": secrets.token_urlsafe(16), "problem": problem}
    response = private.render(request, "studio/new.html", _("Write a story"), context)
    response.status_code = 422 if problem else 200
    return response


def begun(request: HttpRequest, section: Section) -> HttpResponse:
    """A new draft; a form sent twice begins one story and leads to it twice, also when nobody heard the first answer.
    Raises ``Refused``.
    """
    member = member_of(request)
    key = request.POST.get("key", "")
    what = f"{member.subject} {key}"
    with transaction.atomic():
        if key and not limits.once("begin", what, keep=REMEMBERED):
            return redirect(*place_of(member, limits.outcome("begin", what)))
        story = begin(member, section, options.paper().language)
        limits.note_outcome("begin", what, str(story.pk))
        return redirect("studio-write", story.pk)


def place_of(member: Member, story: str) -> tuple[str, ...]:
    """Where to write it; one that was thrown away since is not there."""
    is_there = story and access.own(member).filter(pk=story).exists()
    return ("studio-write", story) if is_there else ("studio",)
