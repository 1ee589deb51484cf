from django.db import transaction

from commonpress.domain.conversation.access import Flaggable
from commonpress.domain.conversation.models import Flag
from commonpress.domain.members.models import Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.lib.text import normalise

MOST_WORDS = 2000  # characters


@transaction.atomic
def flag(thing: Flaggable, reason: str, words: str = "", *, by: Member | None, sender: str = "") -> Flag:
    """Object to a story or a comment that readers see (fetched through ``access.public_or_404``).

    ``sender`` stands for somebody without an account: a hash that says nothing of an address. Who objects again to the
    same thing while the first objection is open changes that one.
    """
    found, made = Flag.objects.update_or_create(
        subject=thing.subject,
        sender=by.subject if by else sender,
        state=Flag.State.OPEN,
        defaults={
            "reason": Flag.Reason(reason),
            "words": normalise(words).strip()[:MOST_WORDS],
            "member": by,
            "at": clock.now(),
        },
    )
    facts = {"flag": found.pk, "reason": found.reason, "again": not made}
    record("flag.raised", thing.subject, by=by.subject if by else "", facts=facts)
    return found
