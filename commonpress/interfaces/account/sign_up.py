"""The form of joining by mail address and password."""

import contextlib
import secrets
from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.doors import mail_refusal
from commonpress.domain.members.models import Member
from commonpress.domain.members.password import refusal
from commonpress.engines.events.record import record
from commonpress.engines.site import challenge
from commonpress.interfaces.account.adapter import store, token_of


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Joining by mail address and password, with the challenge."""

    field_order = ["name", "email", "password1", "answer"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["email"].label = _("Mail address")
        self.fields["email"].widget.attrs = {"autocomplete": "email"}
        self.fields["email"].help_text = _("Nobody sees it. We send a code there.")
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = _(
            "At least 10 characters. A few words that you remember are best."
        )
        self.fields["password1"].widget.attrs = {"autocomplete": "new-password"}

    @property
    def challenge(self) -> dict[str, Any]:
        return challenge.issue(self.data if self.is_bound else None)

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if why := mail_refusal(email):
            raise ValidationError(why)
        return email

    def clean(self) -> dict[str, Any]:
        """The challenge last, because what it accepts is spent."""
        said: dict[str, Any] = super().clean()
        # The library asks the validators with a member who has an address and no name yet.
        name, chosen = said.get("name", ""), said.get("password1", "")
        if chosen and (why := refusal(chosen, names=(name,))):
            self.add_error("password1", why)
        if not self.errors and (why := challenge.refusal(self.data)):
            self.add_error(None, why)
        return said

    def try_save(self, request: HttpRequest) -> Any:
        """As slow, and with the same answer, whether the address is new, known, or taken at this very moment."""
        # Before the transaction: nobody else's writing waits for a hash, which takes a third of a second.
        self.hashed = make_password(self.cleaned_data["password1"])
        if self.account_already_exists:
            self.as_for_a_stranger(request)
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            return None, prevent_enumeration(request, email=self.cleaned_data["email"])

    def as_for_a_stranger(self, request: HttpRequest) -> None:
        """All that joining writes, under a name nobody has, and none of it kept; one commit, as joining has."""
        decoy = Member(email=f"{secrets.token_hex(16)}@gone.invalid", name=self.cleaned_data["name"])
        decoy.password = self.hashed
        with transaction.atomic():
            record("member.join_repeated", "members")
            with contextlib.suppress(NotKept), transaction.atomic():
                store(decoy, token_of(request), self.cleaned_data.get("answer", ""))
                setup_user_email(request, decoy, [EmailAddress(email=decoy.email)])
                raise NotKept


class NotKept(Exception):
    """Rolls back."""
