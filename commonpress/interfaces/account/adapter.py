"""Our side of the sign-in library: who may join, what is stored, which letters are written."""

# ruff: noqa: ARG002 (a hook takes what the library gives)

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.address import trust_old_address
from commonpress.domain.members.appoint import free_handle
from commonpress.domain.members.join import NotOpen, is_open, join
from commonpress.domain.members.models import Member
from commonpress.engines.lib import text
from commonpress.engines.site import limits, mail, options
from commonpress.engines.site.address import absolute
from commonpress.interfaces.account.letters import LETTERS, SAID

INVITATION = "invitation"  # in the session: the token somebody came with
TRIES = 5  # for a handle nobody takes at the same moment


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("That address and that password do not belong together."),
        "incorrect_code": _("That is not the code. Look at the newest letter."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password as it is now."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("This address cannot be used."),
        "too_many_login_attempts": _("Too many tries. Please wait a few minutes and try again."),
        "rate_limited": _("Too many tries. Please wait a few minutes and try again."),
        "invalid_password_reset": _("This link no longer works."),
    }

    def get_login_stages(self) -> list[str]:
        own = "commonpress.interfaces.account.stages."
        stages = [f"{own}OldAddressStage", *super().get_login_stages()]
        # After the address is confirmed, before anything of a second step is asked.
        after = stages.index("allauth.account.stages.EmailVerificationStage") + 1
        return [*stages[:after], f"{own}WaitingStage", *stages[after:]]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        member = super().authenticate(request, **credentials)
        if member:
            trust_old_address(member)
        return member

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return is_open(token_of(request))

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Every new member passes here, from the form and from elsewhere, and so through the verb ``join``."""
        said = form.cleaned_data
        user.email, user.name = said["email"], said["name"]
        user.language = said.get("language", "") or options.paper().language
        if said.get("password1"):
            user.password = getattr(form, "hashed", "") or make_password(said["password1"])
        else:
            user.set_unusable_password()
        try:
            return store(user, token_of(request), said.get("answer", ""))
        except NotOpen as refused:
            messages.error(request, str(refused))
            raise ImmediateHttpResponse(redirect("account_signup")) from None

    def clean_email(self, email: str) -> str:
        if "\0" in email:
            raise ValidationError(_("Enter a valid email address."))
        return str(super().clean_email(email))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The edge looked through the proxies already; "line" is the /64 of an IPv6 address."""
        return limits.line_of(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return absolute(path.replace("UID-KEY", quote(key)))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("account") if self.request.user.is_authenticated else reverse("sign-in")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By address alone: whatever Host a request names, the tries are counted together."""
        return str(credentials.get("email", "")).casefold()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix not in LETTERS:
            return
        member = Member.objects.filter(email=email).only("language").first()
        facts = {name: str(value) for name, value in context.items()}
        facts |= {
            "reset": absolute(reverse("account_reset_password")),
            "join": absolute(reverse("account_signup")),
        }
        with mail.speaking(member.language if member else ""):
            subject, words, note = (str(part) for part in LETTERS[template_prefix])
            mail.send(email, subject, f"{words % facts}\n\n{note}")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_inactive")


def token_of(request: HttpRequest) -> str:
    return str(request.session.get(INVITATION, ""))


def store(member: Member, token: str, answer: str) -> Member:
    for left in reversed(range(TRIES)):
        member.handle = free_handle(text.fold(member.name))
        try:
            with transaction.atomic():
                return join(member, token=token, answer=answer)
        except IntegrityError:
            if not left or Member.objects.filter(email=member.email).exists():
                raise
    raise AssertionError("the last try raises")
