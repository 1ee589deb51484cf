"""Giving invitations, coming by one, and the tree of who invited whom."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonpress.domain.members import invite
from commonpress.domain.members.doors import Door, door
from commonpress.domain.members.guard import editors_only, member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Invitation, Member
from commonpress.engines.site import private
from commonpress.engines.site.address import absolute, address_of
from commonpress.interfaces.account.adapter import INVITATION


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def invitations(request: HttpRequest) -> HttpResponse:
    """What the member gave, and a new one. Its link is shown once, in the answer to the form."""
    member = member_of(request)
    if request.method == "POST":
        try:
            token = invite.invite(member, note=request.POST.get("note", ""))
        except (invite.NoneLeft, Refused) as refused:
            messages.error(request, str(refused))
        else:
            return page(request, member, link=absolute(address_of("invitation", token)))
    return page(request, member)


def page(request: HttpRequest, member: Member, link: str = "") -> HttpResponse:
    given = Invitation.objects.filter(by=member).select_related("used_by").order_by("-at")
    context: dict[str, Any] = {
        "link": link,
        "given": given,
        "left": invite.left(member),
        "is_closed": door() == Door.CLOSED,
        "days": invite.LIFE.days,
    }
    return private.render(request, "account/invitations.html", _("Invitations"), context)


@require_POST
@members_only
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    own = Invitation.objects.filter(by=member_of(request))
    if invite.take_back(get_object_or_404(own, pk=pk), by=member_of(request)):
        messages.success(request, _("The invitation no longer opens anything."))
    else:
        messages.error(request, _("This invitation was used already."))
    return redirect("invitations")


@require_safe
@editors_only
def tree(request: HttpRequest) -> HttpResponse:
    found = invite.tree()
    names = {member.pk: member.name for _depth, member in found}
    rows = [(depth, member, names.get(member.invited_by_id or 0, "")) for depth, member in found]
    return private.render(request, "account/tree.html", _("Who invited whom"), {"rows": rows})


@require_safe
def come(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the invitation for the form. It is used up when somebody joins, not when somebody looks."""
    if request.user.is_authenticated:
        messages.info(request, _("You are a member already. Give the invitation to somebody else."))
        return redirect("account")
    if not invite.is_good(token):
        return private.render(request, "account/no_invitation.html", _("Invitation"), {})
    request.session[INVITATION] = token
    return redirect("account_signup")
