"""Who else has to do with a story: those asked to sign it, and those it is shown to before it is published."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.cobyline import accept_byline, leave_byline, offer_byline, refuse_byline
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.preview import open_preview, revoke_preview
from commonpress.domain.stories.submit import OPEN
from commonpress.engines.site import private
from commonpress.engines.site.address import absolute


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The names under a story and the secret links to it; each button is one verb."""
    member = member_of(request)
    story = access.own_or_404(member, pk)
    problem = ""
    if request.method == "POST":
        try:
            do, said = ACTS[request.POST.get("do", "")]
            do(story, member, request.POST.get("which", ""))
            messages.success(request, said())
            return redirect("studio" if do is leave else "studio-people", *([] if do is leave else [pk]))
        except KeyError:
            problem = _("Choose what to do.")
        except (StoryError, Refused) as refused:
            problem = str(refused)
    return shown(request, story, member, problem)


def shown(request: HttpRequest, story: Story, member: Member, problem: str) -> HttpResponse:
    links = access.open_previews(story)
    context = {
        "story": story,
        "problem": problem,
        "typed": request.POST.get("which", "") if problem and request.POST.get("do") == "ask" else "",
        "is_open": story.state in OPEN,
        "names": [line.member for line in story.bylines.select_related("member")],
        "offers": story.offers.select_related("member").order_by("pk"),
        "links": [
            (link, absolute(f"/studio/shown/{link.token}/"), access.preview_ends(link)) for link in links
        ],
        "member": member,
    }
    response = private.render(request, "studio/people.html", _("Show it to others"), context)
    response.status_code = 422 if problem else 200
    return response


def ask(story: Story, member: Member, which: str) -> None:
    offer_byline(story, which, by=member)


def unask(story: Story, member: Member, which: str) -> None:
    refuse_byline(get_object_or_404(story.offers, pk=number(which)), by=member)


def leave(story: Story, member: Member, which: str) -> None:
    leave_byline(story, by=member)


def open_link(story: Story, member: Member, which: str) -> None:
    open_preview(story, by=member)


def close_link(story: Story, member: Member, which: str) -> None:
    revoke_preview(get_object_or_404(story.previews, pk=number(which)), by=member)


def number(which: str) -> int:
    return int(which) if which.isascii() and which.isdecimal() and len(which) < 18 else 0


Act = Callable[[Story, Member, str], None]
ACTS: dict[str, tuple[Act, Callable[[], str]]] = {
    "ask": (ask, lambda: _("They are asked. Their name stands there once they agree.")),
    "unask": (unask, lambda: _("They are no longer asked.")),
    "leave": (leave, lambda: _("Your name no longer stands under the story.")),
    "open": (open_link, lambda: _("Here is a new link. Whoever has it can read the story.")),
    "close": (close_link, lambda: _("The link leads nowhere from now on.")),
}


@require_POST
@members_only
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a story somebody asked one to sign, or do not."""
    member = member_of(request)
    found = get_object_or_404(access.offers_to(member), pk=pk)
    try:
        if request.POST.get("do") == "accept":
            accept_byline(found, by=member)
            messages.success(request, _("Your name stands under the story now."))
        else:
            refuse_byline(found, by=member)
            messages.success(request, _("You do not sign it."))
    except (StoryError, Refused) as refused:
        messages.error(request, str(refused))
    return redirect("studio")
