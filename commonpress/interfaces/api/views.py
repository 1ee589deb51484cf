from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonpress.domain.members import second_factor
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.engines.site import private
from commonpress.interfaces.api.forms import TokenForm
from commonpress.interfaces.api.models import Token
from commonpress.interfaces.api.tokens import TooMany, living, make
from commonpress.interfaces.api.tokens import revoke as revoke_token


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and the form of a new one."""
    if closed := second_factor.demand(request):
        return closed
    if request.method == "POST":
        answer: HttpResponse = made(request)
        return answer
    return shown(request, TokenForm(member_of(request)))


@reauthentication_required  # type: ignore[untyped-decorator]
def made(request: HttpRequest) -> HttpResponse:
    """The words of a new token stand on this answer, and nowhere ever after.

    Making one asks for the password again, as all does that outlives a session left open in somebody else's reach.
    """
    member = member_of(request)
    form = TokenForm(member, request.POST)
    if form.is_valid():
        try:
            token, words = make(member, form.cleaned_data["name"], form.cleaned_data["scopes"])
            return shown(request, TokenForm(member), made=token, words=words)
        except TooMany:
            form.add_error(None, _("You have many tokens already. Revoke those you no longer use."))
        except Refused as refused:
            form.add_error(None, str(refused))
    return shown(request, form)


def shown(request: HttpRequest, form: TokenForm, **more: Any) -> HttpResponse:
    context = {"form": form, "tokens": list(living(member_of(request))), **more}
    return private.render(request, "api/tokens.html", _("Tokens"), context)


@require_POST
@members_only
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    member = member_of(request)
    revoke_token(get_object_or_404(Token, member=member, pk=pk), by=member)
    messages.success(request, _("The token is revoked. It opens nothing any more."))
    return redirect("tokens")
