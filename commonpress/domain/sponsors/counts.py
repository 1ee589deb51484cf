"""What readership counted of campaigns, by the subjects their creatives are counted as."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from commonpress.domain.sponsors.models import Campaign, Creative, Slot, counted_as
from commonpress.engines.readership import hours
from commonpress.engines.readership.models import Hourly, Kind, Tally

SEEN, CLICKED = Kind.SEEN.value, Kind.CLICKED.value
Totals = dict[int, Counter[str]]  # per campaign: how many of each kind


def subjects_of(campaigns: Iterable[int]) -> dict[str, int]:
    """Every subject under which something of these campaigns may be counted, and whose it is. One query.

    A creative that left a slot was counted there all the same.
    """
    rows = Creative.objects.filter(campaign__in=list(campaigns)).values_list("pk", "campaign_id")
    return {counted_as(pk, slot): campaign for pk, campaign in rows for slot in Slot.values}


def totals(subjects: dict[str, int]) -> Totals:
    """All that was counted, by campaign. One query."""
    found: Totals = defaultdict(Counter)
    rows = Tally.objects.filter(subject__in=list(subjects)).values_list("subject", "kind", "total")
    for subject, kind, total in rows:
        found[subjects[subject]][kind] += total
    return found


def since(start: datetime, subjects: dict[str, int]) -> Totals:
    """What was counted from the hour ``start`` on, by campaign. One query."""
    found: Totals = defaultdict(Counter)
    rows = Hourly.objects.filter(subject__in=list(subjects), hour__gte=start)
    for subject, kind, count in rows.values_list("subject", "kind", "count"):
        found[subjects[subject]][kind] += count
    return found


Daily = Counter[tuple[date, str, str]]  # (the paper's day, subject, kind)


def daily(subjects: Collection[str]) -> Daily:
    """Everything by day. One query; strikes are out already."""
    found: Daily = Counter()
    rows = Hourly.objects.filter(subject__in=list(subjects)).values_list("hour", "subject", "kind", "count")
    zone = hours.zone()
    for hour, subject, kind, count in rows:
        found[hours.day(hour, zone), subject, kind] += count
    return found


def of_campaign(campaign: Campaign) -> Counter[str]:
    """Impressions and clicks of one campaign as they stand. Two queries."""
    return totals(subjects_of([campaign.pk]))[campaign.pk]
