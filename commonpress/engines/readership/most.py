"""What is read most: ranks of the last 24 hours and 7 days, from counted views only, kept at most a minute behind."""

import logging
import time
from datetime import timedelta

from django.db import IntegrityError, transaction

from commonpress.engines.events import readers
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.readership.figures import Part, Window, leading
from commonpress.engines.readership.most_models import MostRead

log = logging.getLogger(__name__)

TAG = "most-read"  # the cache tag of every page that shows ranks
KEPT = 30  # places; more than a page shows, because some subjects may not be shown
EVERY_SECONDS = 60
SPANS = {MostRead.Span.DAY: timedelta(hours=24), MostRead.Span.WEEK: timedelta(days=7)}

_families: set[str] = set()
_last: list[float] = []


def keep(family: str) -> None:
    """Keep ranks of the subjects "<family>:…" from now on. Called by the room that knows them, in ``apps.ready``."""
    _families.add(family)


def families() -> list[str]:
    return sorted(_families)


def register() -> None:
    """Let the worker rank once a minute, and at once when views were struck out or put back."""
    readers.follower("most-read")(follow)
    readers.reader("most-read", ["readership.struck", "readership.unstruck"])(after_strike)


def follow() -> bool:
    """Rank anew when a minute has passed in this process; say whether any order changed."""
    if _last and time.monotonic() - _last[-1] < EVERY_SECONDS:
        return False
    _last[:] = [time.monotonic()]
    return rank()


def after_strike(event: Event) -> None:
    rank()


def rank() -> bool:
    """Rank all families over all spans. Several workers may do it at once: the later one changes nothing."""
    changed = [rank_one(family, span) for family in families() for span in SPANS]
    return any(changed)


def rank_one(family: str, span: MostRead.Span) -> bool:
    found = leading(lately(span), family, KEPT)
    try:
        with transaction.atomic():
            return put(family, span, found)
    except IntegrityError:  # another worker was as fast; the next minute sees to it
        log.info("ranks of %s over %s were being written by another worker", family, span)
        return False


def lately(span: MostRead.Span) -> Window:
    """Whole hours: the one we are in, and as many before it as the span has."""
    now = clock.now()
    start = now.replace(minute=0, second=0, microsecond=0) - SPANS[span]
    return Window(start, now + timedelta(hours=1))


def put(family: str, span: MostRead.Span, found: list[Part]) -> bool:
    """Replace the ranks when anything changed; pages are made stale only when the order did. Answers whether it did."""
    rows = MostRead.objects.filter(family=family, window=span).order_by("place")
    before = [Part(*row) for row in rows.values_list("subject", "count")]
    if before == found:
        return False
    rows.delete()
    MostRead.objects.bulk_create(
        MostRead(family=family, window=span, place=place, subject=part.name, count=part.count)
        for place, part in enumerate(found, 1)
    )
    if [part.name for part in before] == [part.name for part in found]:
        return False
    record("readership.ranked", f"most-read:{family}:{span}", stale=[TAG])
    return True


def ranks(family: str, span: MostRead.Span) -> list[Part]:
    """The ranks as kept, the first one first. One query."""
    rows = MostRead.objects.filter(family=family, window=span).order_by("place")
    return [Part(*row) for row in rows.values_list("subject", "count")]
