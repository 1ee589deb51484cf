from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from commonpress.domain.members import corner
from commonpress.domain.members.corner import Link
from commonpress.domain.members.models import Member

PLACE = 30


def register() -> None:
    corner.add("sales", PLACE, links)


def links(member: Member) -> Iterable[Link]:
    """The owner's line. No query: every page asks for it."""
    if member.is_staff:
        yield Link(_("Sponsors"), reverse("sales"))
