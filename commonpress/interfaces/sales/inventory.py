"""How often the pages that bear slots were seen, by day: sponsors may not know of stories, so it is told from here."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from commonpress.domain.sponsors.flight import Flight
from commonpress.domain.sponsors.forecast import DAYS, WEEK, Forecast, forecast
from commonpress.domain.sponsors.models import OF_A_STORY, Campaign, Slot
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.lib import clock
from commonpress.engines.readership import figures, hours
from commonpress.engines.readership.figures import Window

AT_ONCE = 500  # stories of one question


def forecasts(
    slots: Collection[str], start: datetime, end: datetime, sections: Collection[str], languages: Collection[str],
    *, but: Campaign | None = None
) -> list[tuple[Slot, Forecast]]:  # fmt: skip
    """What each slot may expect of a flight from ``start`` to ``end`` (moments)."""
    views = story_views(sections, languages) if set(slots) & set(OF_A_STORY) else {}
    return [
        (Slot(slot), forecast(Slot(slot), views if slot in OF_A_STORY else {}, start, end, but=but))
        for slot in slots
    ]


def shortage(flight: Flight, told: Sequence[tuple[Slot, Forecast]]) -> dict[str, int] | None:
    """What a flight buys and what its places have left for it, where that is less; nothing where too little is known."""
    free = [one.available for _slot, one in told if one.available is not None]
    left, bought = sum(free), flight.amount or 0
    is_known = flight.goal == Campaign.Goal.IMPRESSIONS and free and len(free) == len(told)
    return {"bought": bought, "left": left} if is_known and left < bought else None


def story_views(sections: Collection[str], languages: Collection[str]) -> dict[date, float]:
    """Views of stories of the last five weeks by day, of those sections and languages; days before counting are missing."""
    last = hours.day(clock.now())
    window = Window(hours.first(last - timedelta(days=DAYS + WEEK)), hours.first(last))
    bars = figures.series(window, "story")
    since = figures.counting_since()
    part = part_of(window, sections, languages) if sections or languages else 1.0
    return {
        hours.day(bar.at): bar.count * part for bar in bars if since and hours.day(bar.at) >= hours.day(since)
    }


def part_of(window: Window, sections: Collection[str], languages: Collection[str]) -> float:
    """The part of all views that stories of these sections and languages had."""
    totals = figures.totals(window, "story")
    numbers = [int(subject.removeprefix("story:")) for subject in totals]
    meant = 0
    for begin in range(0, len(numbers), AT_ONCE):
        rows = Story.objects.filter(pk__in=numbers[begin : begin + AT_ONCE])
        for pk, language, section, parent in rows.values_list(
            "pk", "language", "section_id", "section__parent_id"
        ):
            suits = not sections or {f"section:{section}", f"section:{parent}"} & set(sections)
            meant += totals[f"story:{pk}"] if suits and (not languages or language in languages) else 0
    return meant / (sum(totals.values()) or 1)


def within(sections: Collection[str]) -> list[str]:
    """The names of the sections that lie in these, as the slots of a page name them. One query."""
    numbers = [int(name.removeprefix("section:")) for name in sections]
    return [f"section:{pk}" for pk in Section.objects.filter(parent__in=numbers).values_list("pk", flat=True)]
