"""Sign-ups nobody confirmed go, and leave nothing: whoever mistyped an address, or used somebody else's."""

import time
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from commonpress.domain.members.models import Invitation, Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.media import remove
from commonpress.engines.media.models import Picture

UNCONFIRMED_FOR = timedelta(
    days=7
)  # a week is enough to find a letter; until then a new code can be asked for
EVERY_SECONDS = 3600.0
AT_ONCE = 200


class _Next:
    turn = 0.0  # time.monotonic()


def tick() -> bool:
    """The worker's follower: on without a pause while there is more to do."""
    if time.monotonic() < _Next.turn:
        return False
    if lapse_all():
        return True
    _Next.turn = time.monotonic() + EVERY_SECONDS
    return False


def lapse_all() -> int:
    """One bounded step. How many accounts went."""
    return sum(lapse(pk) for pk in list(unconfirmed().values_list("pk", flat=True)[:AT_ONCE]))


def unconfirmed() -> QuerySet[Member]:
    """Those who joined long ago and never confirmed an address, and so never had a session."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return Member.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        joined_at__lt=clock.now() - UNCONFIRMED_FOR,
        last_login__isnull=True,
        role=Member.Role.MEMBER,
    )


@transaction.atomic
def lapse(pk: int) -> bool:
    """Delete one such account, unless it is confirmed at this very moment. Its address may join again.

    The invitation it came by opens the door again, for as long as it would have.
    """
    # The addresses are locked first: a confirmation under way is waited for, and then seen.
    list(EmailAddress.objects.select_for_update().filter(user=pk))
    member = unconfirmed().filter(pk=pk).first()
    if member is None:
        return False
    Invitation.objects.filter(used_by=member).update(used_by=None, used_at=None)
    remove.pictures(Picture.objects.filter(owner=member.subject))
    record("member.lapsed", member.subject)
    member.delete()
    return True
