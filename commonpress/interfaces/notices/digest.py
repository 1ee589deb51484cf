"""The digest: what is said to a member in conversations comes by mail together, at most as often as they like."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.domain.members.models import Member
from commonpress.engines.events import readers
from commonpress.engines.lib import clock
from commonpress.engines.site import mail, options
from commonpress.engines.site.address import absolute, host
from commonpress.interfaces.notices import unsubscribe
from commonpress.interfaces.notices.models import Notice, Rhythm
from commonpress.interfaces.notices.told import told

EVERY_SECONDS = 60.0
GATHERED = timedelta(minutes=15)  # a conversation is left to unfold before its first letter
MOST = 40  # notices in one letter; the list has them all
AT_ONCE = 100  # members a turn


class _Next:
    turn = 0.0  # time.monotonic()


def register() -> None:
    readers.follower("notices-digest")(tick)


def tick() -> bool:
    """The worker's follower: once a minute it looks for digests that are due."""
    if time.monotonic() < _Next.turn:
        return False
    _Next.turn = time.monotonic() + EVERY_SECONDS
    return send_due() > 0


def send_due() -> int:
    """Write the digests that are due now; answers how many. Several workers may do it at once: each is written once."""
    old = Notice.objects.filter(is_due=True, at__lte=clock.now() - GATHERED)
    members = Member.objects.filter(pk__in=old.order_by().values("member").distinct()[:AT_ONCE])
    return sum(send(member) for member in members)


@transaction.atomic
def send(member: Member) -> bool:
    """The member's digest, when its time has come; whoever is faster takes the notices, and writes it."""
    now = clock.now()
    if not is_time(member, now):
        return False
    due = Notice.objects.filter(member=member, is_due=True)
    numbers = list(due.order_by("-at", "-pk").values_list("pk", flat=True))
    if not numbers or not Notice.objects.filter(pk__in=numbers, is_due=True).update(is_due=False):
        return False
    if member.is_active:
        write(member, list(Notice.objects.filter(pk__in=numbers[:MOST]).order_by("-at", "-pk")), len(numbers))
    return True


def is_time(member: Member, now: datetime) -> bool:
    """Whether the last one is long enough ago, and note that this one is the last. One hand at a time."""
    Rhythm.objects.get_or_create(member=member)
    rhythm = Rhythm.objects.select_for_update().get(member=member)
    if rhythm.last_at and rhythm.last_at + timedelta(hours=rhythm.hours) > now:
        return False
    return bool(Rhythm.objects.filter(pk=rhythm.pk, last_at=rhythm.last_at).update(last_at=now))


def write(member: Member, notices: list[Notice], count: int) -> None:
    with mail.speaking(member.language):
        lines = [(one.title, absolute(one.address) if one.address else "") for one in map(told, notices)]
        settings = absolute(unsubscribe.settings_address())
        title = ngettext("%(n)d new thing was said to you", "%(n)d new things were said to you", count) % {
            "n": count
        }
        title = _("%(paper)s: %(what)s") % {"paper": options.paper().name, "what": title}
        words = render_to_string(
            "notices/digest.txt", {"lines": lines, "more": count - len(lines), "settings": settings}
        )
        headers = {
            "Message-ID": f"<digest-{notices[0].pk}-{member.pk}@{host()}>",
            "Auto-Submitted": "auto-generated",
        }
        mail.send(
            member.email, title, words, headers=headers | unsubscribe.headers(member, unsubscribe.DIGEST)
        )
