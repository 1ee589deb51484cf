"""What an author may say and do about the desk's decisions: one button, one verb."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonpress.domain.conversation.hear import hear as hear_flagged
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision
from commonpress.domain.stories import access
from commonpress.domain.stories.appeal import appeal as ask_again
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.submit import take_back as take_it_back


@require_POST
@members_only
def appeal(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """Ask another editor to look again, once."""
    member = member_of(request)
    story = access.own_or_404(member, pk)
    found = get_object_or_404(Decision, pk=decision, subject=story.subject)
    words = request.POST.get("words", "")

    said = _("Another editor will look at it and answer you.")
    return done(request, pk, lambda: ask_again(found, words, by=member), said)


@require_POST
@members_only
def hear(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one thinks of the objections to a story of one's own."""
    member = member_of(request)
    story = access.own_or_404(member, pk)
    words = request.POST.get("words", "")

    def say() -> None:
        hear_flagged(story.subject, words, by=member)

    return done(request, pk, say, _("The desk reads your answer before it decides."))


@require_POST
@members_only
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on writing a story that waits for the desk."""
    member = member_of(request)
    story = access.own_or_404(member, pk)
    said = _("It is yours again. Send it to the desk when it is ready.")
    return done(request, pk, lambda: take_it_back(story, by=member), said, then="studio-write")


def done(
    request: HttpRequest, pk: int, act: Callable[[], object], said: str, *, then: str = "studio-own"
) -> HttpResponse:
    """Act and say so; what was refused is said on the story's page."""
    try:
        act()
    except (StoryError, Refused) as refused:
        messages.error(request, str(refused))
        return redirect("studio-own", pk)
    messages.success(request, said)
    return redirect(then, pk)
