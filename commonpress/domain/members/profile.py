from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from commonpress.domain.members import handles, pictured
from commonpress.domain.members.may import spend
from commonpress.domain.members.models import Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import text
from commonpress.engines.media.models import Picture
from commonpress.engines.site import redirects
from commonpress.engines.site.address import address_of


@dataclass(frozen=True)
class Profile:
    """What a member says of themselves. ``links`` is a list of ``{"label": …, "address": "https://…"}``."""

    name: str
    handle: str
    words: str = ""
    words_translations: dict[str, str] = field(default_factory=dict)
    links: tuple[dict[str, str], ...] = ()
    language: str = ""
    picture: Picture | None = None


class HandleTaken(Exception):
    """Why the handle cannot be had; the message may be shown."""


@transaction.atomic
def change_profile(member: Member, new: Profile, *, by: Member) -> Member:
    """Store a member's words about themselves; an old handle leads to the new one. Raises ``HandleTaken``, ``Refused``."""
    spend(by, "profile")
    old, old_picture = member.handle, member.picture_id
    if new.handle != old and (why := handles.refusal(new.handle, own=member.pk)):
        raise HandleTaken(why)
    member.name, member.handle = text.excerpt(text.normalise(new.name), 120), new.handle
    member.words, member.words_translations = text.normalise(new.words)[:1000], new.words_translations
    member.links, member.language, member.picture = list(new.links), new.language, new.picture
    try:
        with transaction.atomic():
            member.save(
                update_fields=[
                    "name",
                    "handle",
                    "words",
                    "words_translations",
                    "links",
                    "language",
                    "picture",
                ]
            )
    except IntegrityError:
        raise HandleTaken(_("This handle is taken. Choose another.")) from None
    pictured.changed(member, old_picture)
    if new.handle != old:
        redirects.lead(address_of("author", old), address_of("author", new.handle))
    facts = {"handle": new.handle, "was": old} if new.handle != old else {}
    tags = ["site"] if facts else [f"author:{old}", member.subject]
    record("member.changed", member.subject, stale=tags, by=by.subject, facts=facts)
    return member
