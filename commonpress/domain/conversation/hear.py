from django.db import transaction

from commonpress.domain.conversation.access import Flaggable
from commonpress.domain.conversation.models import Hearing
from commonpress.domain.members.models import Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.lib.text import normalise

MOST_WORDS = 2000  # characters


@transaction.atomic
def hear(thing: Flaggable, words: str, *, by: Member) -> Hearing:
    """Keep what an author says to the flags on their work (fetched through ``access.own_or_404``); a later word replaces it."""
    found, _made = Hearing.objects.update_or_create(
        subject=thing.subject,
        member=by,
        defaults={"words": normalise(words).strip()[:MOST_WORDS], "at": clock.now()},
    )
    record("flag.answered", thing.subject, by=by.subject)
    return found
