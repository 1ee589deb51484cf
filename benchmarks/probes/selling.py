"""Campaigns under load, in a paper that is served: booked before it, read off after it.

python -m benchmarks.probes.selling 70          books, with a goal whose flight ends in 70 seconds; says where they stand
python -m benchmarks.probes.selling 70 alone    the same, with nobody else beside the goal
python -m benchmarks.probes.selling             what each had, and when the goal was reached (seconds since 1970, or 0)
"""

import json
import sys
import time
from typing import Any

import django

django.setup()

from commonpress.domain.sponsors.models import Campaign, Placement, Slot  # noqa: E402
from commonpress.domain.sponsors.tests.bookings import booked  # noqa: E402
from commonpress.domain.stories.models import Story  # noqa: E402
from commonpress.engines.lib import clock  # noqa: E402
from commonpress.engines.readership.models import Tally  # noqa: E402
from commonpress.interfaces.front.frame import until_midnight  # noqa: E402

GOAL, CAP = 2000, 600
DAY_SECONDS = 86400


def book(seconds: float, *, alone: bool) -> dict[str, Any]:
    """A goal and a cap, each beside somebody without a limit; whatever else was sold ends.

    A daily cap begins anew at midnight in the paper's zone, so what would be under load then begins after it.
    """
    if until_midnight() < seconds:
        time.sleep(until_midnight() + 1)
    Campaign.objects.filter(stopped_at=None).update(stopped_at=clock.now())
    booked(name="goal", starts=-20, ends=seconds / DAY_SECONDS, goal=Campaign.Goal.IMPRESSIONS, amount=GOAL)
    booked([Slot.AFTER_SEARCH], name="cap", daily_cap=CAP)
    beside = [Slot.AFTER_SEARCH] if alone else [Slot.AFTER_STORY, Slot.AFTER_SEARCH]
    booked(beside, name="others", sponsor="Bakery")
    return {"at": Story.objects.filter(state=Story.State.PUBLISHED).latest("published_at").get_absolute_url()}


def told() -> dict[str, float]:
    totals = dict(Tally.objects.filter(kind="seen").values_list("subject", "total"))
    found: dict[str, float] = {"goal": 0, "cap": 0, "others": 0}
    for one in Placement.objects.select_related("creative__campaign"):
        if one.creative.campaign.name in found:
            found[one.creative.campaign.name] += totals.get(one.subject, 0)
    reached = Campaign.objects.get(name="goal").delivered_at
    return {**found, "reached_at": reached.timestamp() if reached else 0}


if __name__ == "__main__":
    asked = sys.argv[1:]
    print(json.dumps(book(float(asked[0]), alone="alone" in asked) if asked else told()))
