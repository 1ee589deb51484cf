"""The author of something that was flagged is heard: once for each round of flags, before the desk decides."""

from django.utils.translation import gettext as _

from commonpress.domain.members import hear as members
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member


def hear(subject: str, words: str, *, by: Member) -> Decision:
    """Keep what the author says to the flags on ``subject`` ("story:42"). Raises ``Refused``."""
    record = record_of(subject)
    if record is None:
        raise Refused(_("There is nothing here for you to answer."))
    return members.hear(record, words, by=by)


def record_of(subject: str) -> Decision | None:
    """The record the first flag of the latest round opened; the author's words stand in it. One query."""
    flagged = Decision.objects.filter(subject=subject, action=Decision.Action.FLAGGED)
    return flagged.order_by("-pk").first()
