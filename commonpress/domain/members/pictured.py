"""Which pictures of members everybody may see: a portrait, as long as it is one."""

from typing import Any

from django.http import HttpRequest

from commonpress.domain.members.models import Member
from commonpress.engines.media import guard
from commonpress.engines.media.models import Picture


def changed(member: Member, was: int | None) -> None:
    """After a member's portrait was set, where another one was, or none."""
    if member.picture_id == was:
        return
    guard.hide(member.subject)
    if member.picture:
        portrait = [guard.stem_of(member.picture.name)]
        guard.note(member.subject, portrait)
        guard.show(member.subject, portrait)


def may_see(request: HttpRequest, picture: Picture, _stands_in: frozenset[str]) -> bool:
    """Who sent it, and the owner, whose screens list all."""
    member: Any = request.user
    if not isinstance(member, Member):
        return False
    return is_own(member, picture) or (member.is_staff and not member.waits)


def is_own(member: Member, picture: Picture) -> bool:
    return member.subject == picture.owner
