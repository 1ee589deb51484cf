"""Who may open a page at all. What somebody may see of it is the rooms' own ``access``."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from commonpress.domain.members import second_factor
from commonpress.domain.members.language import of_the_reader
from commonpress.domain.members.models import Member
from commonpress.engines.site.private import close

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def members_only(view: View[P]) -> View[P]:
    """Send strangers to the sign-in, and from there back here. The answer is private and in the member's language."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return close(redirect_to_login(request.get_full_path()))
        if member_of(request).waits:
            raise PermissionDenied
        with of_the_reader(request):
            return close(view(request, *args, **kwargs))

    return guarded


def editors_only(view: View[P]) -> View[P]:
    """As ``members_only``, 403 for members who do not edit, and the owner may ask editors for a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not member_of(request).is_editor:
            raise PermissionDenied
        return second_factor.demand(request) or view(request, *args, **kwargs)

    return members_only(guarded)


def owners_only(view: View[P]) -> View[P]:
    """As ``editors_only``, 403 for everybody but the owner."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not member_of(request).is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return editors_only(guarded)


def member_of(request: HttpRequest) -> Member:
    """The member behind a guarded view. Raises ``PermissionDenied`` when there is none."""
    user: Any = request.user
    if not isinstance(user, Member):
        raise PermissionDenied
    return user
