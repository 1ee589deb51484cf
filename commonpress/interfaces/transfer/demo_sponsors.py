"""The Lantern's sponsors: their campaigns, and five weeks of readers, whose figures are drawn with one seed."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from commonpress.domain.sponsors.book import book
from commonpress.domain.sponsors.creative import Card
from commonpress.domain.sponsors.flight import Flight
from commonpress.domain.sponsors.models import Campaign, Placement, Slot, Sponsor
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture
from commonpress.engines.readership import hours, totals
from commonpress.engines.readership.ledger import Place, enter
from commonpress.engines.readership.models import Kind, Tally

Goal = Campaign.Goal
DAY = timedelta(days=1)
FLIGHT = timedelta(days=3650)  # what stands in turn in the demonstration never ends
HISTORY, FLOWN = 36, 30  # days of readers, and of campaigns
READERS = 700  # of a usual day
WEEK = (1.0, 0.97, 1.0, 1.04, 1.12, 0.86, 0.78)  # Monday first
NEWEST = 12  # stories that are read
FALLING = 2.18  # the sum of 1/2 to 1/13: the second is read two thirds as often as the first, and so on
COMING = {
    Slot.AFTER_STORY: 0.52,
    Slot.AFTER_SEARCH: 0.45,
    Slot.AFTER_READ_MORE: 0.36,
    Slot.FRONT: 0.6,
    Slot.SECTION: 0.2,
}
CLICKING = 0.009
CLOCK = ((8, 0.3), (13, 0.3), (19, 0.4))  # when a day's readers come
AGENTS = (("chrome-mobile", 0.5), ("safari-mobile", 0.2), ("chrome-desktop", 0.2), ("firefox-desktop", 0.1))
BOUGHT: dict[str, dict[str, Any]] = {
    "after-story": {"goal": Goal.IMPRESSIONS, "amount": 48_000, "price": Decimal("9.00"), "daily_cap": 900},
    "after-search": {"goal": Goal.SHARE, "amount": 60, "price": Decimal("240.00")},
    "after-read-more": {"goal": Goal.TIME, "price": Decimal("120.00")},
}
MORE_SLOTS = {"after-story": [Slot.FRONT], "after-read-more": [Slot.SECTION, Slot.AFTER_SEARCH]}
HOUSE = {
    "en": ("Write for The Lantern", "Anyone may. The desk reads all that comes in, and says why it decides as it does."),
    "ro": ("Scrieți la Lantern", "Poate oricine. Redacția citește tot ce primește și spune de ce hotărăște așa."),
}  # fmt: skip


def sell(paper: dict[str, Any], pictures: dict[str, Picture], language: str) -> None:
    """The three sponsors in their places, a notice of the paper's own, and their history."""
    now = clock.now()
    start = hours.first(hours.day(now) - FLOWN * DAY)
    sold = [sell_to(one, pictures, start, now) for one in paper["sponsors"]]
    headline, words = HOUSE.get(language, HOUSE["en"])
    own = Card(
        headline, "https://lantern.example/about/", (Slot.AFTER_STORY, Slot.AFTER_SEARCH), words, language
    )
    house = Flight(headline, start, now + FLIGHT, goal=Goal.HOUSE)
    book("The Lantern", house, own)
    remember(sold, now)


def sell_to(one: dict[str, Any], pictures: dict[str, Picture], start: datetime, now: datetime) -> Campaign:
    slot = one["slot"].replace("readmore", "read-more")
    terms = BOUGHT[slot]
    end = hours.first(hours.day(now) + 60 * DAY) if terms["goal"] == Goal.IMPRESSIONS else now + FLIGHT
    card = Card(
        headline=one["headline"],
        address=one["address"],
        slots=(slot, *MORE_SLOTS.get(slot, [])),
        words=one["words"],
        language=one["language"],
        picture=pictures.get(Path(one["picture"]).stem),
    )
    return book(
        Sponsor.objects.create(name=one["name"], address=one["address"]),
        Flight(one["name"], start, end, **terms),
        card,
    )


def remember(sold: list[Campaign], now: datetime, stories: Sequence[str] = ()) -> None:
    """Enter what was read and seen, by day, hour and browser; what a story brought along is less by as much.

    ``stories`` are subjects, the most read first; without them the newest.
    """
    chance = random.Random(1862)  # noqa: S311 (drawn figures, not secrets)
    today, zone = hours.day(now), hours.zone()
    read = stories or newest()
    placements = list(
        Placement.objects.filter(creative__campaign__in=sold).select_related("creative__campaign")
    )
    counts: Counter[Place] = Counter()
    for ago in range(HISTORY, 0, -1):
        day = today - ago * DAY
        readers = READERS * WEEK[day.weekday()] * chance.uniform(0.93, 1.07)
        for rank, subject in enumerate(read):
            spread(counts, subject, Kind.SEEN, readers / (rank + 2) / FALLING, day, zone)
        if ago <= FLOWN:
            for placement in placements:
                shown = round(readers * COMING[Slot(placement.slot)] * part_of(placement))
                spread(counts, placement.subject, Kind.SEEN, shown, day, zone)
                spread(
                    counts,
                    placement.subject,
                    Kind.CLICKED,
                    shown * CLICKING * chance.uniform(0.6, 1.4),
                    day,
                    zone,
                )
    bring_less(counts)
    enter(counts)


def newest() -> list[str]:
    found = Story.objects.filter(state=Story.State.PUBLISHED).order_by("-published_at", "-pk")
    return [story.subject for story in found.only("pk")[:NEWEST]]


def part_of(placement: Placement) -> float:
    """What a campaign has of its slot: its share, and what that leaves to who stands in turn."""
    if placement.slot != Slot.AFTER_SEARCH:
        return 1.0
    return 0.6 if placement.creative.campaign.goal == Goal.SHARE else 0.4


def spread(counts: Counter[Place], subject: str, kind: str, count: float, day: date, zone: Any) -> None:
    """Whole numbers that add up to ``count``: what one moment's rounding leaves goes to the next."""
    first = hours.first(day, zone)
    so_far, given = 0.0, 0
    for hour, agent, part in moments():
        so_far += count * part
        if n := round(so_far) - given:
            given += n
            counts[Place(subject, kind, agent, "", hours.start(first + timedelta(hours=hour), zone))] += n


def moments() -> Iterator[tuple[int, str, float]]:
    for hour, of_day in CLOCK:
        for agent, of_readers in AGENTS:
            yield hour, agent, of_day * of_readers


def bring_less(counts: Counter[Place]) -> None:
    """A story's total stays what its file says where that is more than its readers of these weeks."""
    read: Counter[str] = Counter()
    for place, count in counts.items():
        if place.subject.startswith("story:"):
            read[place.subject] += count
    for tally in Tally.objects.filter(subject__in=list(read), kind=Kind.SEEN):
        totals.carry_over(tally.subject, max(tally.total - read[tally.subject], 0))
