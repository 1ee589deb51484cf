"""Works a campaign's figures out again along other ways than its report does, and compares them to the unit.

The report adds up hours. Here the running totals are read, which every count enters in the transaction of its hours; then
what each strike took line by line; then the invoice, by whole numbers of cents.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Sum

from commonpress.domain.sponsors.counts import CLICKED, SEEN
from commonpress.domain.sponsors.models import Campaign as Campaign  # for the command
from commonpress.domain.sponsors.models import Creative
from commonpress.domain.sponsors.report import THOUSAND, Report, invoice, report
from commonpress.engines.readership.models import Strike, StrikeLine, Tally

Goal = Campaign.Goal


@dataclass
class Audit:
    """``differences`` is empty when everything agrees; each is a sentence."""

    impressions: int
    clicks: int
    struck: int
    owed: str
    differences: list[str] = field(default_factory=list)

    def compare(self, what: str, reported: object, found: object) -> None:
        if reported != found:
            self.differences.append(f"{what}: the report says {reported}, the counts say {found}")

    def lines(self, currency: str) -> list[str]:
        """For the operator."""
        figures = f"impressions {self.impressions}   clicks {self.clicks}   struck out {self.struck}"
        verdict = self.differences or ["The report agrees with the counts, to the unit."]
        return [f"  {figures}", f"  invoice {self.owed} {currency}", *(f"  {line}" for line in verdict)]


def audit(campaign: Campaign) -> Audit:
    made = report(campaign)
    found, struck = tallied(campaign), taken(campaign)
    told = Audit(found[SEEN], found[CLICKED], struck.total(), owed(campaign, found))
    told.compare("impressions", made.impressions, found[SEEN])
    told.compare("clicks", made.clicks, found[CLICKED])
    told.compare("impressions of all days", sum(day.impressions for day in made.days), found[SEEN])
    told.compare("clicks of all days", sum(day.clicks for day in made.days), found[CLICKED])
    told.compare("struck out", struck_in(made), struck.total())
    told.compare("invoice", invoiced(made), told.owed)
    return told


def tallied(campaign: Campaign) -> Counter[str]:
    """The totals of every subject that bears a creative of the campaign, whatever its place was called."""
    found: Counter[str] = Counter()
    for number in Creative.objects.filter(campaign=campaign).values_list("pk", flat=True):
        rows = Tally.objects.filter(subject__startswith=f"creative:{number}:")
        for kind, total, carried in rows.values_list("kind", "total", "carried"):
            found[kind] += total - carried
    return found


def taken(campaign: Campaign) -> Counter[str]:
    """What strikes took that nobody put back."""
    found: Counter[str] = Counter()
    for number in Creative.objects.filter(campaign=campaign).values_list("pk", flat=True):
        standing = Strike.objects.filter(undone_at=None)
        lines = StrikeLine.objects.filter(subject__startswith=f"creative:{number}:", strike__in=standing)
        for kind, count in lines.values_list("kind").annotate(sum=Sum("count")).order_by():
            found[kind] += count
    return found


def struck_in(made: Report) -> int:
    return sum(each.impressions + each.clicks for each in made.struck if not each.is_undone)


def owed(campaign: Campaign, found: Counter[str]) -> str:
    """In whole cents, rounded half up, as the invoice is."""
    if campaign.price is None or campaign.goal == Goal.HOUSE:
        return "0.00"
    cents = int(campaign.price * 100)
    if campaign.goal in {Goal.IMPRESSIONS, Goal.CLICKS}:
        unit = THOUSAND if campaign.goal == Goal.IMPRESSIONS else 1
        billed = min(found[SEEN if campaign.goal == Goal.IMPRESSIONS else CLICKED], campaign.amount or 0)
        cents = (2 * cents * billed + unit) // (2 * unit)
    return f"{cents // 100}.{cents % 100:02d}"


def invoiced(made: Report) -> str:
    return f"{sum(line.sum or 0 for line in invoice(made)):.2f}"
