from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import connection, transaction

from commonpress.engines.events import readers
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.lib import clock

GONE = "!"  # before a tag in ``Event.stale``


def record(
    kind: str,
    subject: str,
    *,
    stale: Iterable[str] = (),
    gone: Iterable[str] = (),
    by: str = "",
    facts: dict[str, Any] | None = None,
) -> Event:
    """Write what happened, and one errand for each reader of that kind, in the caller's transaction.

    ``subject`` is opaque ("story:42"), ``stale`` names the cache tags the change made old, ``gone`` those of them whose
    old pages must not even be shown when nothing newer can be made (a withdrawal), ``by`` is the actor's subject.
    Raises ``TransactionManagementError`` outside a transaction: an event must not outlive a change that was rolled back.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"record {kind} inside transaction.atomic")
    now = clock.now()
    tags = {*stale, *(f"{GONE}{tag}" for tag in gone)}
    event = Event.objects.create(
        kind=kind, subject=subject, by=by, stale=sorted(tags), facts=facts or {}, at=now
    )
    Errand.objects.bulk_create(
        Errand(event=event, reader=name, due_at=now + readers.delay_of(name))
        for name in readers.names_for(kind)
    )
    if readers.listeners():
        transaction.on_commit(partial(tell, event))
    return event


def tell(event: Event) -> None:
    for hear in readers.listeners():
        hear(event)
