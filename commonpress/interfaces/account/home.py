"""A member's own corner: what there is to set."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.members import invite, second_factor
from commonpress.domain.members.doors import Door, door
from commonpress.domain.members.guard import member_of, members_only
from commonpress.engines.site import private
from commonpress.interfaces.account import sessions


@require_safe
@members_only
def home(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    steps = Authenticator.objects.filter(user=member).values_list("type", flat=True)
    context = {
        "member": member,
        "passkeys": sum(1 for kind in steps if kind == Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in steps,
        "elsewhere": max(0, len(sessions.living(member)) - 1),
        "lacks_step": second_factor.is_lacking(member),
        "invitations": invite.left(member) if door() != Door.CLOSED else 0,
        "has_elsewhere": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
        or SocialAccount.objects.filter(user=member).exists(),
    }
    return private.render(request, "account/home.html", _("Account"), context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """For whoever applied: the same page for everybody, so it tells nothing of anybody."""
    return private.render(request, "account/waiting.html", _("Thank you"), {})
