"""The private part of every public page: who is signed in and what they may open. Asked for by ``static/paper.js``."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commonpress.domain.members import corner
from commonpress.domain.members.acting import acting
from commonpress.domain.members.corner import Link
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.engines.site.private import close, form_token
from commonpress.interfaces.account import hint

STORY = re.compile(r"/([0-9]{4}/[0-9]{2}/[-\w]+)/")  # the address of a story


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """204 for strangers, and their hint is taken: the session it spoke of is over. ``at`` is the page they are on."""
    member = acting(request)
    if member is None:
        response = HttpResponse(status=204)
        if hint.NAME in request.COOKIES:
            hint.take(response)
        return close(response)
    return close(JsonResponse(about(member, request.GET.get("at", "")) | {"token": form_token(request)}))


def about(member: Member, at: str) -> dict[str, object]:
    links = [*own_links(member), *corner.links_of(member)]
    return {
        "name": member.name,
        "handle": member.handle,
        "links": [vars(link) for link in links],
        "waiting": sum(link.waiting for link in links),
        "edit": edit_address(member, at),
        "sign_out": reverse("sign-out"),
        "words": {"edit": _("Edit this story"), "sign_out": _("Sign out"), "waiting": _("New to you")},
    }


def own_links(member: Member) -> list[Link]:
    """What a member may open of the rooms that add nothing themselves."""
    found = [Link(_("My figures"), reverse("studio-figures"))]
    if member.is_staff:
        found.append(Link(_("Administration"), reverse("admin:index")))
    return found


def edit_address(member: Member, at: str) -> str | None:
    """The page that corrects the story at that address, for those who sign it or edit its section."""
    path = STORY.fullmatch(at)
    if path is None:
        return None
    number = access.correctable(member, path[1])
    return reverse("studio-propose", args=[number]) if number else None
