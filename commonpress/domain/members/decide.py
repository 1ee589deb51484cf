from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.settle import settle
from commonpress.domain.members.trust import bears
from commonpress.engines.lib import clock


def decided(
    subject: str,
    member: Member | None,
    action: str,
    *,
    rule: str,
    words: str = "",
    facts: dict[str, Any] | None = None,
    by: Member | None,
    at: datetime | None = None,
    undoes: Decision | None = None,
) -> Decision:
    """Write who decided what about ``subject``, in the verb's own transaction; the member's trust follows at once.

    ``member`` is whom it concerns, ``rule`` a short code, ``words`` what the member is told, ``by`` nobody for the machine.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"decide {action} inside transaction.atomic")
    decision = Decision.objects.create(
        subject=subject,
        member=member,
        action=action,
        rule=rule,
        words=words.strip(),
        facts=facts or {},
        by=by,
        at=at or clock.now(),
        undoes=undoes,
    )
    if member and (undoes or bears(action, rule, by)):
        settle([member])
    return decision


def standing_decisions(subject: str) -> QuerySet[Decision]:
    """The decisions about one thing, newest first, without those undone and their undoing."""
    return Decision.objects.filter(subject=subject, undone_by__isnull=True, undoes__isnull=True)
