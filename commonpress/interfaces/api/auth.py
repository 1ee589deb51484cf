"""What a token opens."""

from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase, SecuritySchema

from commonpress.domain.members import second_factor
from commonpress.domain.members.models import Member
from commonpress.interfaces.api.models import Token
from commonpress.interfaces.api.problem import Refusal

Scope = Token.Scope


class Bearer(AuthBase):
    """Asks for a token with ``scope``. The gate looked it up."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope
        about = "A personal token, made under /account/tokens/."
        self.openapi_security_schema = SecuritySchema("http", scheme="bearer", description=about)

    def __call__(self, request: HttpRequest) -> Member | None:
        token: Token | None = getattr(request, "token", None)
        if token is None:
            return None
        if self.scope not in token.scopes:
            raise Refusal(
                403,
                f"This token may not: it lacks the scope '{self.scope}'.",
                "Make one that has it under /account/tokens/.",
            )
        if self.scope == Scope.DESK and not token.member.is_editor:
            raise Refusal(403, "This is for editors.", "Ask the owner of the paper.")
        if self.scope == Scope.DESK and second_factor.is_lacking(token.member):
            raise Refusal(
                403,
                "This paper asks editors for a second step at sign-in.",
                "Set one up on your account page.",
            )
        return token.member


READ, WRITE, DESK = Bearer(Scope.READ), Bearer(Scope.WRITE), Bearer(Scope.DESK)


def member_of(request: HttpRequest) -> Member:
    """The member behind the token."""
    found: Any = getattr(request, "auth", None)
    if not isinstance(found, Member):
        raise TypeError("an operation without a scope asked for its member")
    return found
