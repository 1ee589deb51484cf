from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.appeal import MOST_WORDS, noun
from commonpress.domain.members.may import Refused, may
from commonpress.domain.members.models import Decision, Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


@transaction.atomic
def hear(decision: Decision, words: str, *, by: Member) -> Decision:
    """Keep what the author of something flagged says to it, once. Raises ``Refused``."""
    may(by, "hear")
    if decision.member_id != by.pk or decision.action != Decision.Action.FLAGGED:
        raise Refused(_("There is nothing here for you to answer."))
    if not words.strip():
        raise Refused(_("Say in a few words how you see it."))
    silent = Decision.objects.filter(pk=decision.pk, heard_at__isnull=True)
    if not silent.update(heard_at=clock.now(), heard_words=words.strip()[:MOST_WORDS]):
        raise Refused(_("You have answered this already."))
    record(f"{noun(decision)}.heard", decision.subject, by=by.subject, facts={"decision": decision.pk})
    decision.refresh_from_db()
    return decision
