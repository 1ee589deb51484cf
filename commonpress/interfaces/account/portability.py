"""Where a member was signed in: taken along as devices and times, and gone when the member leaves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Archive, Wish
from commonpress.interfaces.account import sessions
from commonpress.interfaces.account.models import SignedIn


def export(member: Member, whole: Archive) -> None:
    """Never the key of a session: it opens the account."""
    rows = ({"device": row.device, "seen_at": row.seen_at} for row in sessions.living(member))
    whole.part("sessions", _("Where you are signed in"), rows)


def erase(member: Member, wish: Wish) -> Iterable[str]:
    sessions.end(list(SignedIn.objects.filter(member=member)))
    return ()
