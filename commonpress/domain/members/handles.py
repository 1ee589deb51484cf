"""Handles: the short name in a member's address. None may be the site's own, and no two may look the same."""

import re
import unicodedata

from django.utils.translation import gettext as _

from commonpress.engines.site.models import Redirect
from commonpress.engines.site.reserved import is_reserved as is_the_sites

SHORTEST, LONGEST = 2, 40
FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset(
    """abuse administrator anonymous anybody contact deleted editor editors everybody everyone former-member help
    hostmaster info member members moderator moderators newsroom nobody noreply null official owner paper postmaster
    press privacy root somebody staff support system team the-desk webmaster""".split()
)
# What the eye takes for the same in the fonts of addresses: "rn" and "m", "l", "i" and "1", "o" and "0", "vv" and "w".
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
ALIKE = str.maketrans({"1": "l", "i": "l", "0": "o", "5": "s", "-": None})


def look_alike(handle: str) -> str:
    """The same for handles a reader could take for each other."""
    plain = unicodedata.normalize("NFKC", handle).casefold()
    for pair, one in PAIRS:
        plain = plain.replace(pair, one)
    return plain.translate(ALIKE)


def is_reserved(handle: str) -> bool:
    alike = look_alike(handle)
    return is_the_sites(handle) or handle in RESERVED or alike in RESERVED_ALIKE


def is_taken(handle: str, *, but: int = 0) -> bool:
    """By a member (other than the one with the key ``but``) or by somebody who had it before; look-alikes count."""
    from commonpress.domain.members.models import Member

    others = Member.objects.filter(look_alike=look_alike(handle)).exclude(pk=but)
    # An old handle leads to its member for ever: nobody else may stand at that address.
    old = Redirect.objects.filter(path=f"/by/{handle}/").exclude(
        target__in=[f"/by/{own}/" for own in Member.objects.filter(pk=but).values_list("handle", flat=True)]
    )
    return others.exists() or old.exists()


def refusal(handle: str, *, own: int = 0) -> str:
    """Why a member may not have this handle, in words; empty when they may."""
    if unicodedata.normalize("NFKC", handle) != handle or not FORM.fullmatch(handle):
        return _("Use small letters a to z, digits, and single hyphens between them.")
    if not SHORTEST <= len(handle) <= LONGEST:
        return _("Use between %(least)d and %(most)d characters.") % {"least": SHORTEST, "most": LONGEST}
    if is_reserved(handle):
        return _("This handle belongs to the paper itself. Choose another.")
    if is_taken(handle, but=own):
        return _("This handle is taken, or looks too much like one that is. Choose another.")
    return ""


RESERVED_ALIKE = frozenset(
    look_alike(name)
    for name in {
        *RESERVED,
        "account",
        "admin",
        "api",
        "desk",
        "media",
        "notices",
        "static",
        "studio",
        "trust",
    }
)
