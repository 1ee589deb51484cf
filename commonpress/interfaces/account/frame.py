"""The paper's frame around the pages of the sign-in library, which knows nothing of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from commonpress.engines.site import private

Answer = Callable[[HttpRequest], HttpResponse]
TITLES = {
    "sign-in": _("Sign in"),
    "account_signup": _("Join"),
    "account_request_login_code": _("Sign in by mail"),
    "account_confirm_login_code": _("Sign in by mail"),
    "account_email_verification_sent": _("Confirm your address"),
    "account_email": _("Mail address"),
    "account_change_password": _("Password"),
    "account_set_password": _("Password"),
    "account_reset_password": _("Forgotten password"),
    "account_reset_password_done": _("Forgotten password"),
    "account_reset_password_from_key": _("New password"),
    "account_reset_password_from_key_done": _("New password"),
    "account_reauthenticate": _("Is it you?"),
    "mfa_reauthenticate": _("Is it you?"),
    "mfa_reauthenticate_webauthn": _("Is it you?"),
    "mfa_authenticate": _("Second step"),
    "mfa_index": _("Second step"),
    "mfa_activate_totp": _("Authenticator app"),
    "mfa_deactivate_totp": _("Authenticator app"),
    "mfa_list_webauthn": _("Passkeys"),
    "mfa_add_webauthn": _("New passkey"),
    "mfa_edit_webauthn": _("Passkey"),
    "mfa_remove_webauthn": _("Passkey"),
    "mfa_view_recovery_codes": _("Recovery codes"),
    "mfa_generate_recovery_codes": _("Recovery codes"),
    "socialaccount_connections": _("Accounts elsewhere"),
    "socialaccount_signup": _("Join"),
    "openid_connect_login": _("Sign in"),
}


def close_the_account(answer: Answer) -> Answer:
    """Middleware: whatever stands under /account/ is kept by no cache, its redirects and errors too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        return private.close(response) if request.path_info.startswith("/account/") else response

    return middleware


def around(request: HttpRequest) -> dict[str, Any]:
    """What ``base.html`` shows, for the addresses below; other pages bring their own."""
    match = request.resolver_match
    if match is None or not request.path_info.startswith("/account/"):
        return {}
    return private.frame(str(TITLES.get(match.url_name or "", _("Account"))))
