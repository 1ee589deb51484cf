"""From an event to the notices it makes. Run once for each event, and safe to run again."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events import readers
from commonpress.engines.events.models import Event
from commonpress.interfaces.notices import mail
from commonpress.interfaces.notices.kinds import AT_ONCE, KINDS, LATER
from commonpress.interfaces.notices.models import Notice, Silence

# A decision can be undone for half a minute; it is told when that is over, so that nobody gets two mails that disagree.
PATIENCE = timedelta(seconds=35)


def register() -> None:
    readers.reader("notices", AT_ONCE)(tell)
    readers.reader("notices-later", LATER, delay=PATIENCE)(tell)


def tell(event: Event) -> None:
    """Keep a notice for each member it concerns, with a letter to those who want it so."""
    if is_undone(event):
        return
    for member, facts in concerned(event):
        keep(event, member, facts)


def is_undone(event: Event) -> bool:
    return False


def concerned(event: Event) -> Iterable[tuple[Member, dict[str, Any]]]:
    """Whom to tell, with the facts of their notice; never the one who did it."""
    what, _, number = event.subject.partition(":")
    found = CONCERNED[what](event, int(number)) if what in CONCERNED and number.isdecimal() else []
    return [(member, facts) for member, facts in found if member.subject != event.by]


def authors(event: Event, number: int) -> list[tuple[Member, dict[str, Any]]]:
    story = Story.objects.filter(pk=number).defer("body").first()
    if story is None:
        return []
    facts = {
        "headline": story.headline,
        "language": story.language,
        "address": story.get_absolute_url() if story.path else "",
        **said(event),
    }
    signed = Member.objects.filter(pk__in=story.bylines.values("member"), is_active=True)
    return [(member, facts) for member in signed.order_by("pk")]


def oneself(event: Event, number: int) -> list[tuple[Member, dict[str, Any]]]:
    return [(member, said(event)) for member in Member.objects.filter(pk=number)]


CONCERNED = {"story": authors, "member": oneself}


def said(event: Event) -> dict[str, Any]:
    """What the event itself says that a notice repeats."""
    return {name: event.facts[name] for name in ("words", "rule", "due_at") if event.facts.get(name)}


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
    }
    notice, is_new = Notice.objects.get_or_create(member=member, event=event.pk, defaults=words)
    if is_new and wants:
        mail.write(notice)
    return notice


def is_silent(member: Member, kind: str) -> bool:
    return Silence.objects.filter(member=member, kind=kind).exists()
