"""The library's forms in our words: plain labels, no placeholders, the hints browsers and password keepers look for."""

from typing import Any

from allauth.account import forms as library
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.address import trust_old_address
from commonpress.domain.members.models import Member
from commonpress.engines.site.address import absolute

WORDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "login": (_("Mail address"), {"autocomplete": "username", "autofocus": True}),
    "password": (_("Password"), {"autocomplete": "current-password"}),
    "oldpassword": (_("Password as it is now"), {"autocomplete": "current-password"}),
    "password1": (_("New password"), {"autocomplete": "new-password"}),
    "password2": (_("New password once more"), {"autocomplete": "new-password"}),
    "email": (_("Mail address"), {"autocomplete": "email"}),
    "code": (
        _("Code"),
        {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    ),
}


class Plain:
    """Gives each field its label and attributes from ``WORDS``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = vars(self)["fields"]
        self.label_suffix = ""
        for name, (label, attributes) in WORDS.items():
            if name in fields:
                fields[name].label, fields[name].widget.attrs = label, dict(attributes)
                fields[name].help_text = ""
        if "password1" in fields:
            fields["password1"].help_text = _(
                "At least 10 characters. A few words that you remember are best."
            )


class SignInForm(Plain, library.LoginForm):  # type: ignore[misc]
    pass


class NewAddressForm(Plain, library.AddEmailForm):  # type: ignore[misc]
    pass


class NewPasswordForm(Plain, library.ChangePasswordForm):  # type: ignore[misc]
    pass


class FirstPasswordForm(Plain, library.SetPasswordForm):  # type: ignore[misc]
    pass


class LostPasswordForm(Plain, library.ResetPasswordForm):  # type: ignore[misc]
    def save(self, request: HttpRequest, **kwargs: Any) -> Any:
        for member in self.users:
            trust_old_address(member)
        if not self.users:
            as_for_a_member(self.cleaned_data["email"])
        return super().save(request, **kwargs)


def as_for_a_member(email: str) -> None:
    """What a known address would have cost, so that the time of an answer tells nothing of it."""
    mine = EmailAddress.objects.filter(user=0)
    mine.filter(email=email).exists()
    list(mine.values_list("email"))
    token = PasswordResetTokenGenerator().make_token(Member(pk=0, email=email))
    absolute(reverse("account_reset_password_from_key", args=["0", token]))


class ResetPasswordForm(Plain, library.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class AgainForm(Plain, library.ReauthenticateForm):  # type: ignore[misc]
    pass


class CodeByMailForm(Plain, library.RequestLoginCodeForm):  # type: ignore[misc]
    def clean_email(self) -> Any:
        email = super().clean_email()
        if self._user:  # an unknown address is looked for a second time
            Member.objects.filter(email=email).exists()
        return email


class CodeForm(Plain, library.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class AddressCodeForm(Plain, library.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass
