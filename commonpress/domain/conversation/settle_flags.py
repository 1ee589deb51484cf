from django.db import transaction

from commonpress.domain.conversation.access import Flaggable, first_author
from commonpress.domain.conversation.models import Flag
from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import must_edit
from commonpress.domain.members.models import Decision, Member
from commonpress.engines.events.record import record


@transaction.atomic
def dismiss(thing: Flaggable, *, words: str = "", by: Member) -> Decision | None:
    """Leave what was flagged as it is; its author is told. Answers nothing when no flag was open. Raises ``Refused``."""
    must_edit(by)
    count = settle(thing.subject, Flag.State.DISMISSED)
    if not count:
        return None
    record("flag.dismissed", thing.subject, by=by.subject, facts={"flags": count})
    return decided(
        thing.subject,
        first_author(thing),
        Decision.Action.FLAG_DISMISSED,
        rule="editor",
        words=words,
        facts={"flags": count},
        by=by,
    )


def uphold(subject: str) -> int:
    """Close the open flags on something that was taken back because of them, in the caller's transaction."""
    return settle(subject, Flag.State.UPHELD)


def settle(subject: str, state: str) -> int:
    return Flag.objects.filter(subject=subject, state=Flag.State.OPEN).update(state=state)
