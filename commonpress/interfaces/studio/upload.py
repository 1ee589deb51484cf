"""Pictures a member sends while writing: kept by the members' verb, and described."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused as NotAllowed
from commonpress.domain.members.may import spend
from commonpress.domain.members.models import Member
from commonpress.domain.members.upload import upload
from commonpress.engines.media import own
from commonpress.engines.media.address import original
from commonpress.engines.media.describe import describe
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused


def take(member: Member, file: Any) -> Picture:
    """Keep one picture of the member's, described later. Raises media's ``Refused``, or the members'."""
    if file is None:
        raise Refused(_("Choose a picture first."))
    return upload(member, file, file.size or 0)


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
    spend(member, "describe")
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
