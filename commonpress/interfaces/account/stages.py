"""What happens between the right password and being signed in, beside what the sign-in library does."""

from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect

from commonpress.domain.members.address import trust_old_address
from commonpress.domain.members.join import apply


class OldAddressStage(LoginStage):  # type: ignore[misc]
    key = "old_address"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if self.login.user and not self.login.signup:
            trust_old_address(self.login.user)
        return None, True


class WaitingStage(LoginStage):  # type: ignore[misc]
    """Whoever applied and is not let in yet gets no session, whatever way they came."""

    key = "waiting"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        member = self.login.user
        if member is None or not member.waits:
            return None, True
        apply(member)
        return redirect("account-waiting"), False
