"""Whom a member does not want to read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonpress.domain.conversation.mute import mute as mute_member
from commonpress.domain.conversation.mute import muted_by
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.interfaces.talk import page


@require_safe
@members_only
def muted(request: HttpRequest) -> HttpResponse:
    return page.render(request, "muted", _("Muted members"), {"members": muted_by(member_of(request))})


@require_POST
@members_only
def mute(request: HttpRequest, handle: str) -> HttpResponse:
    """``off`` reads them again."""
    other = Member.objects.filter(handle=handle, is_active=True).first()
    if other is None:
        raise Http404("no such member")
    is_on = "off" not in request.POST
    try:
        mute_member(other, by=member_of(request), is_on=is_on)
    except Refused as problem:
        messages.error(request, str(problem))
    else:
        words = (
            _("You read %(name)s again.") if not is_on else _("What %(name)s writes is folded away for you.")
        )
        messages.success(request, words % {"name": other.name})
    return redirect("talk-muted")
