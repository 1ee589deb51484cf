from django.utils.translation import gettext as _

from commonpress.domain.members.may import may, spend
from commonpress.domain.members.models import Member
from commonpress.engines.media import own, refused
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused
from commonpress.engines.media.store import MAX_BYTES, Readable, store

QUOTA = 1_000_000_000  # bytes of one member's pictures, editors apart: about two thousand large ones


def upload(
    member: Member,
    file: Readable,
    size: int,
    *,
    alt: str = "",
    credit: str = "",
    is_decorative: bool = False,
) -> Picture:
    """Keep a picture a member sends, whatever the way in. Raises media's ``Refused``, or the members'."""
    may(member, "upload")
    if size > MAX_BYTES:  # before a limit is spent on it
        raise refused.too_heavy(MAX_BYTES)
    if not member.is_editor and own.bytes_of(member.subject) > QUOTA:
        raise Refused(_("Your pictures take all the room there is for one member. Ask the desk for more."))
    spend(member, "upload")
    words = {"alt": alt, "credit": credit, "is_decorative": is_decorative}
    return store(file, owner=member.subject, by=member.subject, is_guarded=True, **words)  # type: ignore[arg-type]
