from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from commonpress.domain.members.corner import Link
from commonpress.domain.members.models import Member


def links(member: Member) -> Iterator[Link]:
    """What the studio adds to a member's corner. No query: every page asks for it."""
    yield Link(_("Write"), reverse("studio-new"))
    yield Link(_("My stories"), reverse("studio"))
