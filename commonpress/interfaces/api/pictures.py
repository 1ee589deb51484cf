"""Pictures of what is not published, for who reads it over HTTP: the token that opens the story opens them."""

from django.http import HttpRequest

from commonpress.domain.members import pictured as members
from commonpress.domain.stories import pictured as stories
from commonpress.engines.media.models import Picture
from commonpress.interfaces.api.models import Token


def may_see(request: HttpRequest, picture: Picture, stands_in: frozenset[str]) -> bool:
    """The members' sessions are judged where those rooms are; here only what bears a token."""
    if "Authorization" not in request.headers:
        return False
    from commonpress.interfaces.api.gate import token_of  # with all that programs need: see urls.py

    token = token_of(request)
    if token is None or Token.Scope.READ not in token.scopes:
        return False
    return members.is_own(token.member, picture) or stories.is_read_by(
        token.member, stories.stories_in(stands_in)
    )
