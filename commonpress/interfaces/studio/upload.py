"""Pictures a member sends while writing: limited, weighed, made anew by the media's room, and described."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused as NotAllowed
from commonpress.domain.members.may import may, spend
from commonpress.domain.members.models import Member
from commonpress.engines.media import own, refused, store
from commonpress.engines.media.address import original
from commonpress.engines.media.describe import describe
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused

QUOTA = 1_000_000_000  # bytes of one member's pictures, editors apart: about two thousand large ones


def take(
    member: Member, file: Any, *, alt: str = "", credit: str = "", is_decorative: bool = False
) -> Picture:
    """Keep one picture of the member's. Raises media's ``Refused``, or the members' when the member may not write."""
    may(member, "upload")
    if file is None:
        raise Refused(_("Choose a picture first."))
    if file.size > store.MAX_BYTES:  # before a limit is spent on it
        raise refused.too_heavy(store.MAX_BYTES)
    if not member.is_editor and own.bytes_of(member.subject) > QUOTA:
        raise Refused(_("Your pictures take all the room there is for one member. Ask the desk for more."))
    spend(member, "upload")
    picture = store.store(
        file, alt=alt, credit=credit, is_decorative=is_decorative, owner=member.subject, by=member.subject
    )
    if alt or is_decorative:
        describe(picture, alt=alt, credit=credit, is_decorative=is_decorative, by=member.subject)
    return picture


@require_POST
@members_only
def pictures(request: HttpRequest) -> HttpResponse:
    """One picture for a story; the answer is what the editor needs to show it."""
    try:
        picture = take(member_of(request), request.FILES.get("file"))
    except (Refused, NotAllowed) as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    return JsonResponse(as_sent(picture))


@require_POST
@members_only
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """What one of the member's own pictures shows, and who made it."""
    member = member_of(request)
    may(member, "upload")
    picture = own.own_picture_or_404(member.subject, pk)
    describe(
        picture,
        alt=request.POST.get("alt", ""),
        credit=request.POST.get("credit", ""),
        is_decorative=bool(request.POST.get("decorative")),
        by=member.subject,
    )
    return JsonResponse(as_sent(picture))


def as_sent(picture: Picture) -> dict[str, Any]:
    return {
        "id": picture.pk,
        "src": original(picture).url,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "credit": picture.credit,
        "decorative": picture.is_decorative,
    }
