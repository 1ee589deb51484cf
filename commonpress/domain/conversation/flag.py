from django.db import transaction

from commonpress.domain.conversation.access import Flaggable, first_author
from commonpress.domain.conversation.models import Flag
from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import spend
from commonpress.domain.members.models import Decision, Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.lib.text import normalise

MOST_WORDS = 2000  # characters


@transaction.atomic
def flag(thing: Flaggable, reason: str, words: str = "", *, by: Member | None, sender: str = "") -> Flag:
    """Object to a story or a comment that readers see (fetched through ``access.public_or_404``). Raises ``Refused``.

    ``sender`` stands for somebody without an account: a hash that says nothing of an address. Who objects again to the
    same thing while the first objection is open changes that one. The first open flag opens a record for the author, who
    may say how they see it (``members.hear``); who objected is told to nobody but the desk.
    """
    if by:
        spend(by, "flag")
    is_first = not Flag.objects.filter(subject=thing.subject, state=Flag.State.OPEN).exists()
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
    if is_first:
        told = {"reason": found.reason}
        author = first_author(thing)
        decided(thing.subject, author, Decision.Action.FLAGGED, rule="flag", facts=told, by=None)
    return found
