"""The slots of a page: what may stand in them, and for how long the page is true."""

from collections.abc import Iterable
from typing import Any

from commonpress.domain.sponsors.place import Placed, place
from commonpress.domain.stories.models import Section
from commonpress.engines.lib import clock
from commonpress.engines.site import options

TAG = "sponsors"  # of every page with slots, filled or empty


def placed(slots: Iterable[str], section: Section | None = None, language: str = "") -> Placed:
    """What stands in these slots of a page of ``section`` and of the sections it lies within. One query."""
    return place(
        slots,
        sections=names_of(section) if section else (),
        language=language or options.paper().language,
        with_house=options.paper().house_in_empty_slots,
    )


def names_of(section: Section) -> list[str]:
    """What sponsors know of a section: a name that says nothing."""
    return [f"section:{pk}" for pk in (section.pk, section.parent_id) if pk]


def context(found: Placed) -> dict[str, Any]:
    return {"slots": {slot.replace("-", "_"): rows for slot, rows in found.slots.items()}}


def tags(found: Placed) -> list[str]:
    creatives = [row.creative for rows in found.slots.values() for row in rows]
    pictures = [f"picture:{one.picture_id}" for one in creatives if one.picture_id]
    return [TAG, *(one.subject for one in creatives), *pictures]


def seconds(found: Placed) -> float:
    return (found.until - clock.now()).total_seconds()
