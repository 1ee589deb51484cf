"""Bookings for tests, through the verb."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from commonpress.domain.sponsors.book import book
from commonpress.domain.sponsors.creative import Card
from commonpress.domain.sponsors.flight import Flight
from commonpress.domain.sponsors.models import Campaign, Slot
from commonpress.engines.lib import clock

DAY = timedelta(days=1)


def flight(name: str = "Spring", starts: float = -1, ends: float = 9, **more: Any) -> Flight:
    """From ``starts`` to ``ends`` days from now."""
    now = clock.now()
    return Flight(name, now + starts * DAY, now + ends * DAY, **more)


def card(slots: Sequence[str] = (Slot.AFTER_STORY,), **more: Any) -> Card:
    said = {"headline": "Rope", "address": "https://ropes.example/", **more}
    return Card(slots=tuple(slots), **said)


def booked(slots: Sequence[str] = (Slot.AFTER_STORY,), sponsor: str = "Ropes", **more: Any) -> Campaign:
    return book(sponsor, flight(**more), card(slots))


def at_days(start: datetime, *days: float) -> list[datetime]:
    return [start + day * DAY for day in days]
