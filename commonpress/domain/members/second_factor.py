"""Whether a member signs in with more than a password, and what is closed to editors and owners who do not."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonpress.domain.members.models import Member
from commonpress.engines.site import options
from commonpress.engines.site.private import close

ASKED = gettext_lazy("This paper asks editors for a second step at sign-in. Please set one up first.")
COUNTED = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are no factor


def has_one(member: Member) -> bool:
    return bool(Authenticator.objects.filter(user=member, type__in=COUNTED).exists())


def is_lacking(member: Member) -> bool:
    """Whether the owner's option asks this member for a second factor that is not there."""
    return options.paper().second_factor_of_editors and member.is_editor and not has_one(member)


def demand(request: HttpRequest) -> HttpResponse | None:
    """The way to set one up, for an editor or owner who must; ``None`` lets them pass."""
    if not isinstance(request.user, Member) or not is_lacking(request.user):
        return None
    messages.info(request, ASKED)
    return close(HttpResponseRedirect(reverse("mfa_index")))
