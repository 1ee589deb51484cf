from django.db import transaction

from commonpress.domain.members.models import Application, Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


class AlreadyDecided(Exception):
    """Somebody else answered this application first."""


@transaction.atomic
def admit(member: Member, *, by: Member) -> None:
    """Let an applicant in; a notice tells them by mail. Raises ``AlreadyDecided``."""
    decide(member, Application.State.ADMITTED, "", by)
    Member.objects.filter(pk=member.pk).update(waits=False)
    member.waits = False
    record("member.admitted", member.subject, by=by.subject)


@transaction.atomic
def refuse(member: Member, *, words: str, by: Member) -> None:
    """Turn an applicant away, in words they get by mail; their account stays closed. Raises ``AlreadyDecided``."""
    decide(member, Application.State.REFUSED, words, by)
    Member.objects.filter(pk=member.pk).update(is_active=False)
    member.is_active = False
    record("member.refused", member.subject, by=by.subject, facts={"words": words})


def decide(member: Member, state: str, words: str, by: Member) -> None:
    waiting = (Application.State.WAITING, Application.State.UNCONFIRMED)
    changed = Application.objects.filter(member=member, state__in=waiting).update(
        state=state, words=words[:1000], by=by, decided_at=clock.now()
    )
    if not changed:
        raise AlreadyDecided(member)
