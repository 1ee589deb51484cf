"""Whose comments readers see at once. First comments wait; whom an editor has let through twice is waited for no more."""

from datetime import timedelta

from commonpress.domain.members.models import Decision, Member, Trust
from commonpress.domain.members.trust import level
from commonpress.engines.lib import clock

ENOUGH = 2  # comments an editor read and showed
LAPSE = timedelta(days=60)  # for so long after an editor hid one, all wait again
READ = frozenset({Decision.Action.SHOWN})
LOST = frozenset({Decision.Action.HIDDEN, Decision.Action.SPAM})


def is_known(member: Member) -> bool:
    """Known by stories, or by comments alone. At most two queries; editors need none."""
    if member.is_editor:
        return True
    standing = Decision.objects.filter(
        member=member, subject__startswith="comment:", by__isnull=False, undone_by__isnull=True
    ).exclude(answer=Decision.Answer.GRANTED)
    rows = list(standing.filter(action__in=READ | LOST).order_by("-at").values_list("action", "at")[:20])
    since = clock.now() - LAPSE
    if any(action in LOST and at > since for action, at in rows):
        return False
    if sum(action in READ for action, _at in rows) >= ENOUGH:
        return True
    return level(member) >= Trust.KNOWN
