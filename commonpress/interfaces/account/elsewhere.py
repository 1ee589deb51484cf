"""Signing in with an account elsewhere (OpenID Connect). Whoever joins that way passes the same door as everybody."""

# ruff: noqa: ARG002 (a hook takes what the library gives)

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.forms import DisconnectForm, SignupForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from requests import RequestException

from commonpress.domain.members.doors import mail_refusal
from commonpress.engines.site import private

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


class ElsewhereAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": gettext_lazy(
            "This address cannot be used. If it is yours, sign in and connect your %s account."
        ),
        "disconnect_last": gettext_lazy("This is your only way in. Set a password first."),
        "no_password": gettext_lazy("This is your only way in. Set a password first."),
        "no_verified_email": gettext_lazy("Confirm your mail address first."),
        "connected_other": gettext_lazy("That account elsewhere belongs to another member."),
    }

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """What they said of the person, as a proposal for our form. Our member has no first and last name."""
        user = sociallogin.user
        user.email = str(data.get("email") or "")
        user.name = str(data.get("name") or "")[:80]
        return user

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        return {"email": sociallogin.user.email, "name": sociallogin.user.name}


class SignUpFromElsewhereForm(SignupForm):  # type: ignore[misc]
    field_order = ["name", "email", "answer"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["email"].label = gettext_lazy("Mail address")
        self.fields["email"].widget.attrs = {"autocomplete": "email"}

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if why := mail_refusal(email):
            raise ValidationError(why)
        return email


class PartForm(DisconnectForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["account"].label = gettext_lazy("Take off")


def unless_they_are_away(view: View) -> View:
    """A provider that does not answer, or says what is no OpenID Connect, is not our mistake: a page, and no 500."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (RequestException, KeyError, ValueError):
            log.warning("the provider of %s did not answer rightly", request.path, exc_info=True)
            page = private.render(request, "socialaccount/authentication_error.html", _("Sign in"), {})
            page.status_code = 503
            return page

    return asked


def by_a_page(view: View) -> View:
    """Lead off the site by a page with a link, for a form may only be sent to ourselves (``form-action``)."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        target = response.headers.get("Location", "")
        if response.status_code != 302 or not target.startswith(("https://", "http://")):
            return response
        context = {"target": target, "host": urlsplit(target).hostname}
        page = private.render(request, "account/onward.html", _("Sign in"), context)
        page.cookies = response.cookies
        return page

    return led
