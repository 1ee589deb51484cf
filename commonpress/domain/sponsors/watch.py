"""Ends what a campaign bought once it has it, and lets it go on when counts were struck out. The worker calls ``tick``."""

import time

from django.db import transaction

from commonpress.domain.sponsors import counts, pictured
from commonpress.domain.sponsors.counts import CLICKED, SEEN
from commonpress.domain.sponsors.models import Campaign
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

EVERY_SECONDS = 2.0
COUNTED = {Campaign.Goal.IMPRESSIONS: SEEN, Campaign.Goal.CLICKS: CLICKED}


class _Next:
    turn = 0.0  # time.monotonic()


def tick() -> bool:
    """The worker's follower: look every two seconds."""
    now = time.monotonic()
    if now < _Next.turn:
        return False
    _Next.turn = now + EVERY_SECONDS
    return watch() + pictured.show_started() > 0


def watch() -> int:
    """End and resume what is in flight; say how many changed. Three queries when nothing does."""
    now = clock.now()
    flying = Campaign.objects.filter(
        goal__in=list(COUNTED), starts_at__lte=now, ends_at__gt=now, stopped_at=None
    )
    flying = list(flying)  # type: ignore[assignment]
    if not flying:
        return 0
    had = counts.totals(counts.subjects_of(each.pk for each in flying))
    changed = 0
    for campaign in flying:
        has = had[campaign.pk][COUNTED[Campaign.Goal(campaign.goal)]]
        if (has >= (campaign.amount or 0)) != (campaign.delivered_at is not None):
            changed += settle(campaign, is_delivered=campaign.delivered_at is None)
    return changed


@transaction.atomic
def settle(campaign: Campaign, *, is_delivered: bool) -> int:
    """Write down that it has all it bought, or no longer. 0 when another worker did."""
    waiting = Campaign.objects.filter(pk=campaign.pk, delivered_at__isnull=is_delivered)
    changed = waiting.update(delivered_at=clock.now() if is_delivered else None)
    if changed:
        stale = [each.subject for each in campaign.creatives.all()] if is_delivered else ["sponsors"]
        record("campaign.delivered" if is_delivered else "campaign.resumed", campaign.subject, stale=stale)
    return changed
