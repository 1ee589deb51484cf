"""A member's tokens and what their programs sent: taken along without any secret, and gone when the member leaves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Archive, Wish
from commonpress.interfaces.api.models import Deed, Token


def export(member: Member, whole: Archive) -> None:
    """Never what opens anything: neither the secret's hash nor its first letters."""
    tokens = Token.objects.filter(member=member).values("name", "scopes", "made_at", "used_at", "revoked_at")
    whole.part("tokens", _("Tokens"), tokens)
    deeds = (
        Deed.objects.filter(token__member=member).order_by("at").values("token__name", "key", "status", "at")
    )
    whole.part("requests", _("Answered requests of programs"), deeds)


def erase(member: Member, wish: Wish) -> Iterable[str]:
    Token.objects.filter(member=member).delete()  # and with them what their programs were answered
    return ()
