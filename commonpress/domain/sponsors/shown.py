"""How a creative looks in its place. Pages are made above this room: whoever makes them registers here."""

from collections.abc import Callable

from commonpress.domain.sponsors.models import Placement

Page = Callable[[Placement, str], str | None]
_pages: list[Page] = []


def page(make: Page) -> Page:
    _pages[:] = [make]
    return make


def in_place(placement: Placement, notice: str) -> str | None:
    """A page of the paper with this creative alone in its slot, under ``notice``; nothing when there is no such page."""
    return _pages[0](placement, notice)
