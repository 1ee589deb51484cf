"""The second step at sign-in: its secrets sealed, its forms in our words, and other sessions ended when it changes."""

# ruff: noqa: ARG002 (a hook takes what the library gives)

import base64
from functools import lru_cache
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.members.models import Member
from commonpress.engines.site import options
from commonpress.engines.site.address import host


@lru_cache(maxsize=4)
def seal(secret: str) -> Fernet:
    """A stolen backup alone gives no codes: the key is in paper.env."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"commonpress second step").derive(
        secret.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That is not the code. Take the newest one."),
        "unverified_email": gettext_lazy("Confirm your mail address first."),
    }

    def encrypt(self, text: str) -> str:
        return seal(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return options.paper().name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the paper's own host, from the settings and never from a request."""
        return {"id": host(), "name": options.paper().name}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 (the library's name)
        return _("My passkey")


def sign_out_elsewhere(request: HttpRequest, member: Member) -> None:
    """End every session of the member's but the one that asks."""
    Member.objects.filter(pk=member.pk).update(sign_outs=F("sign_outs") + 1)
    member.refresh_from_db(fields=["sign_outs"])
    if request.user.is_authenticated and request.user.pk == member.pk:
        update_session_auth_hash(request, member)


def when_a_step_changed(sender: Any, request: HttpRequest, user: Any, **_facts: Any) -> None:
    sign_out_elsewhere(request, Member.objects.get(pk=user.pk))


class Worded:
    """Labels of ours on the library's fields."""

    words: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = vars(self)["fields"]
        self.label_suffix = ""
        for name, label in self.words.items():
            fields[name].label, fields[name].help_text = label, ""
            fields[name].widget.attrs.pop("placeholder", None)
        if "code" in fields:
            fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "spellcheck": "false"}


class StepForm(Worded, AuthenticateForm):  # type: ignore[misc]
    words = {"code": gettext_lazy("Code of your app, or a recovery code")}


class StepAgainForm(Worded, ReauthenticateForm):  # type: ignore[misc]
    words = {"code": gettext_lazy("Code of your app, or a recovery code")}


class NewAppForm(Worded, ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": gettext_lazy("Code the app shows now")}


class NewPasskeyForm(Worded, AddWebAuthnForm):  # type: ignore[misc]
    words = {"name": gettext_lazy("What to call it")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Always one that can sign in by itself: that is what people mean by a passkey.
        self.fields["passwordless"] = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class RenamePasskeyForm(Worded, EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": gettext_lazy("What to call it")}
