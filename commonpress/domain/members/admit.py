from django.db import transaction

from commonpress.domain.members.decide import decided
from commonpress.domain.members.models import Application, Decision, Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


class AlreadyDecided(Exception):
    """Somebody else answered this application first."""


@transaction.atomic
def admit(member: Member, *, by: Member) -> None:
    """Let an applicant in; a notice tells them by mail. Raises ``AlreadyDecided``."""
    before = decide(member, Application.State.ADMITTED, "", by)
    Member.objects.filter(pk=member.pk).update(waits=False)
    member.waits = False
    record("member.admitted", member.subject, by=by.subject)
    facts = {"before": before}
    decided(member.subject, member, Decision.Action.ADMITTED, rule="application", facts=facts, by=by)


@transaction.atomic
def refuse(member: Member, *, words: str, by: Member, rule: str = "application") -> None:
    """Turn an applicant away, in words they get by mail; their account stays closed. Raises ``AlreadyDecided``."""
    before = decide(member, Application.State.REFUSED, words, by)
    Member.objects.filter(pk=member.pk).update(is_active=False)
    member.is_active = False
    record("member.refused", member.subject, by=by.subject, facts={"words": words})
    action, facts = Decision.Action.TURNED_AWAY, {"before": before}
    decided(member.subject, member, action, rule=rule, words=words, facts=facts, by=by)


def decide(member: Member, state: str, words: str, by: Member) -> str:
    """Answers where the application stood before."""
    waiting = (Application.State.WAITING, Application.State.UNCONFIRMED)
    before = (
        Application.objects.filter(member=member, state__in=waiting).values_list("state", flat=True).first()
    )
    now = Application.objects.filter(member=member, state=before)
    if before is None or not now.update(state=state, words=words[:1000], by=by, decided_at=clock.now()):
        raise AlreadyDecided(member)
    return before
