"""Our own pages, and those of the sign-in library under our addresses. ``frame.close_the_account`` keeps it private."""

from functools import wraps
from typing import Any

from allauth.account import views as library
from allauth.mfa.urls import urlpatterns as second_step
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, URLResolver, include, path, re_path

from commonpress.domain.members.language import of_the_reader
from commonpress.interfaces.account import data, home, invitations, profile, sessions
from commonpress.interfaces.account.elsewhere import by_a_page, unless_they_are_away
from commonpress.interfaces.account.me import me
from commonpress.interfaces.account.sign import sign_out


def in_their_language(patterns: list[Any]) -> list[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            in_their_language(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            pattern.callback = worded(pattern.callback)
    return patterns


def worded(view: Any) -> Any:
    """In the member's language: the library's pages are put into words after its view has ended."""

    @wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> Any:
        with of_the_reader(request):
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        return response

    return answer


sign_in = [
    path("sign-in/", library.login, name="sign-in"),
    path("sign-in/", library.login, name="account_login"),
    path("sign-out/", sign_out, name="sign-out"),
    path("sign-out/", sign_out, name="account_logout"),
    path("code/", library.request_login_code, name="account_request_login_code"),
    path("code/enter/", library.confirm_login_code, name="account_confirm_login_code"),
    path("again/", library.reauthenticate, name="account_reauthenticate"),
    path("closed/", library.account_inactive, name="account_inactive"),
    path("waiting/", home.waiting, name="account-waiting"),
    path("join/", library.signup, name="account_signup"),
    path("join/confirm/", library.email_verification_sent, name="account_email_verification_sent"),
    path("join/elsewhere/", social.signup, name="socialaccount_signup"),
    path("invitation/<str:token>/", invitations.come, name="invitation"),
]
password = [
    path("password/", library.password_change, name="account_change_password"),
    path("password/first/", library.password_set, name="account_set_password"),
    path("password/forgotten/", library.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", library.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/new/", library.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
elsewhere = [
    path("elsewhere/", social.connections, name="socialaccount_connections"),
    path("elsewhere/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("elsewhere/error/", social.login_error, name="socialaccount_login_error"),
    path(
        "elsewhere/<slug:provider_id>/",
        unless_they_are_away(by_a_page(openid.login)),
        name="openid_connect_login",
    ),
    path(
        "elsewhere/<slug:provider_id>/back/",
        unless_they_are_away(openid.callback),
        name="openid_connect_callback",
    ),
]
own = [
    path("", home.home, name="account"),
    path("mail/", library.email, name="account_email"),
    path("profile/", profile.profile, name="account-profile"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/<int:pk>/end/", sessions.end_one, name="session-end"),
    path("sign-out-elsewhere/", sessions.end_others, name="sign-out-elsewhere"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/tree/", invitations.tree, name="invitation-tree"),
    path("invitations/<int:pk>/back/", invitations.take_back, name="invitation-back"),
    path("data/", data.data, name="account-data"),
    path("data/archive/", data.archive, name="account-archive"),
    path("leave/", data.leave, name="account-leave"),
    path("second-step/", include(second_step)),
]
urlpatterns = [
    path("account/", include(in_their_language([*sign_in, *password, *elsewhere, *own]))),
    path("me/", me, name="me"),
]
