"""The desk's line in an editor's corner of the masthead, with how much waits."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from commonpress.domain.members import corner
from commonpress.domain.members.corner import Link
from commonpress.domain.members.models import Member
from commonpress.interfaces.desk import access

PLACE = 20


def register() -> None:
    corner.add("desk", PLACE, links)


def links(member: Member) -> Iterable[Link]:
    if member.is_editor:
        yield Link(_("Desk"), reverse("desk-queue"), access.waiting(member).count())
