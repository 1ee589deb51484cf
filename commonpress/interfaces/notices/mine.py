"""What is told to one member."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import pgettext

from commonpress.domain.members.corner import Link
from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.interfaces.notices.models import Notice


def notices(member: Member) -> QuerySet[Notice]:
    """A member's notices, newest first."""
    return Notice.objects.filter(member=member).order_by("-at", "-pk")


def unread(member: Member) -> int:
    return Notice.objects.filter(member=member, read_at__isnull=True).count()


def mark_read(member: Member, up_to: int) -> int:
    """Mark what the member has seen, up to the notice with that number; what came since stays new."""
    seen = Notice.objects.filter(member=member, read_at__isnull=True, pk__lte=up_to)
    return seen.update(read_at=clock.now())


def links(member: Member) -> Iterable[Link]:
    yield Link(pgettext("what happened", "Notices"), reverse("notices"), unread(member))
