from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Mute
from commonpress.domain.members.may import Refused, spend
from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock


@transaction.atomic
def mute(other: Member, *, by: Member, is_on: bool = True) -> bool:
    """Fold away what another member says, for ``by`` alone, or no longer. No event: nobody else is to learn of it.

    Answers whether that changed anything. Raises ``Refused``.
    """
    spend(by, "mute")
    if other.pk == by.pk:
        raise Refused(_("Nobody mutes themselves."))
    if not is_on:
        return bool(Mute.objects.filter(member=by, muted=other).delete()[0])
    _found, is_new = Mute.objects.get_or_create(member=by, muted=other, defaults={"at": clock.now()})
    return is_new


def muted_handles(member: Member) -> list[str]:
    """One query."""
    return list(Mute.objects.filter(member=member).values_list("muted__handle", flat=True))


def muted_by(member: Member) -> list[Member]:
    """Whom the member muted, by name. One query."""
    numbers = Mute.objects.filter(member=member).values("muted")
    return list(Member.objects.filter(pk__in=numbers).order_by("name"))
