"""What the desk did, in numbers for everybody: by month, by kind, by rule, with appeals and how long authors waited."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from commonpress.domain.members.models import Decision
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock

Action = Decision.Action
MONTHS = 12
ANSWERED = (Action.PUBLISHED, Action.RETURNED, Action.DECLINED, Action.SPAM)
# What is told: the column of each action. What only puts things right (undone, moved in) is told nowhere.
COLUMN: dict[str, str] = {
    Action.RETURNED: "returned",
    Action.DECLINED: "declined",
    Action.SPAM: "spam",
    Action.WITHDRAWN: "taken_back",
    Action.HIDDEN: "taken_back",
    Action.FLAGGED: "flagged",
    Action.FLAG_DISMISSED: "flags_dismissed",
    Action.BANNED: "banned",
}
UNTOLD = ("moved-in", "own", "author", "command", "due")
RESTRICTS = frozenset({"declined", "taken_back", "banned"})


@dataclass
class Month:
    """One month of the paper's clock. ``hours`` are the waits from handing in to the answer."""

    start: datetime
    counts: Counter[str] = field(default_factory=Counter)
    hours: list[float] = field(default_factory=list)

    @property
    def median_hours(self) -> float | None:
        return median(self.hours) if self.hours else None


@dataclass
class Told:
    """``months`` newest first, those with nothing left out; ``rules`` of what was declined or taken back, most first."""

    months: list[Month]
    rules: list[tuple[str, int]]


def told() -> Told:
    """The last twelve months. Two queries: rows of six columns, about one a decision."""
    start = first_of(timezone.localtime(clock.now()), MONTHS - 1)
    months: dict[str, Month] = {}
    rules: Counter[str] = Counter()
    rows = list(decided(start))
    handed_in = submissions(row["subject"] for row in rows if row["action"] in ANSWERED)
    for row in rows:
        at = timezone.localtime(row["at"])
        month = months.setdefault(f"{at:%Y-%m}", Month(first_of(at, 0)))
        count(month, rules, row, handed_in.get(row["subject"]))
    return Told([months[name] for name in sorted(months, reverse=True)], rules.most_common())


def decided(start: datetime) -> Iterator[dict[str, Any]]:
    rows = Decision.objects.filter(at__gte=start, undone_by__isnull=True).exclude(rule__in=UNTOLD).order_by()
    for row in rows.values("subject", "action", "rule", "by", "at", "appealed_at", "answer").iterator():
        yield dict(row)


def submissions(subjects: Iterable[str]) -> dict[str, datetime]:
    """When each of these stories was handed in last."""
    numbers = {int(subject[6:]) for subject in subjects if subject.startswith("story:")}
    found = Story.objects.filter(pk__in=numbers, submitted_at__isnull=False)
    return {f"story:{pk}": at for pk, at in found.values_list("pk", "submitted_at") if at}


def count(month: Month, rules: Counter[str], row: dict[str, Any], handed_in: datetime | None) -> None:
    column = COLUMN.get(row["action"], "")
    if row["action"] in {Action.PUBLISHED, Action.SHOWN}:
        column = "by_editors" if row["by"] else "on_trust"
    if column:
        month.counts[column] += 1
    if column in RESTRICTS:
        rules[row["rule"]] += 1
    if row["appealed_at"]:
        month.counts["appeals"] += 1
        month.counts["granted"] += row["answer"] == Decision.Answer.GRANTED
    if row["by"] and handed_in and row["action"] in ANSWERED and handed_in <= row["at"]:
        month.hours.append((row["at"] - handed_in).total_seconds() / 3600)


def first_of(at: datetime, months_before: int) -> datetime:
    """The beginning of the month of ``at``, or of one before it."""
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _number in range(months_before):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
