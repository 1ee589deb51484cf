"""From an event to the notices it makes. Run once for each event, and safe to run again."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from commonpress.domain.members.appeal import moment_of
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.grounds import Ground
from commonpress.engines.events import readers
from commonpress.engines.events.models import Event
from commonpress.interfaces.notices import mail
from commonpress.interfaces.notices.concerned import concerned, decision_of
from commonpress.interfaces.notices.kinds import AT_ONCE, KINDS, LATER
from commonpress.interfaces.notices.models import Notice, Silence

# A decision can be undone for half a minute; it is told when that is over, so that nobody gets two mails that disagree.
PATIENCE = timedelta(seconds=35)


def register() -> None:
    readers.reader("notices", AT_ONCE)(tell)
    readers.reader("notices-later", LATER, delay=PATIENCE)(tell)


def tell(event: Event) -> None:
    """Keep a notice for each member it concerns, with a letter to those who want it so."""
    kind, decision = KINDS[event.kind], decision_of(event)
    if kind.actions and (decision is None or is_undone(decision)):
        return
    if event.kind.endswith(".appeal_answered") and not (decision and still_answers(event, decision)):
        return
    if decision and decision.rule == Ground.MOVED_IN:
        return  # a whole site that moves in would send its authors years of old stories
    for member, facts in concerned(event, decision):
        keep(event, member, facts)


def is_undone(decision: Decision) -> bool:
    return Decision.objects.filter(undoes=decision).exists()


def still_answers(event: Event, decision: Decision) -> bool:
    """Whether this answer stands: it was not taken back, nor another one given since."""
    stands = moment_of(decision)
    return bool(stands) and stands == event.facts.get("at", stands)


@transaction.atomic
def keep(event: Event, member: Member, facts: dict[str, Any]) -> Notice:
    """The notice of this event for this member, and its letter: made only once, however often the event is read."""
    wants = KINDS[event.kind].is_required or not is_silent(member, event.kind)
    words = {
        "kind": event.kind,
        "subject": event.subject,
        "facts": facts,
        "at": event.at,
        "is_by_mail": wants,
        "is_due": wants and KINDS[event.kind].is_bundled,
    }
    notice, is_new = Notice.objects.get_or_create(member=member, event=event.pk, defaults=words)
    if is_new and wants and not KINDS[event.kind].is_bundled:
        mail.write(notice)
    return notice


def is_silent(member: Member, kind: str) -> bool:
    return Silence.objects.filter(member=member, kind=kind).exists()
