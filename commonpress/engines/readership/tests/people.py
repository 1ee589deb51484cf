"""Readers for the tests of this room, and the promise the counts keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Sum

from commonpress.engines.lib import clock
from commonpress.engines.readership import token
from commonpress.engines.readership.beacon import Beacon, Sight, Who, judge, parse
from commonpress.engines.readership.models import Hourly, StrikeLine, Tally

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"
HEADERS = {
    "host": "testserver",
    "user-agent": CHROME,
    "accept-language": "en-GB,en",
    "sec-fetch-site": "same-origin",
    "origin": "http://testserver",
}


@contextmanager
def at(minutes: float = 0) -> Iterator[datetime]:
    """Stop the clock some minutes after noon."""
    with clock.frozen(NOON + timedelta(minutes=minutes)):
        yield clock.now()


def body(*subjects: str, kind: str = "seen", referrer: str = "") -> bytes:
    pairs = [("t", token.make(subject, kind)) for subject in subjects]
    return urlencode([*pairs, ("r", referrer)] if referrer else pairs).encode()


def sent(*subjects: str, address: str = "192.0.2.7", referrer: str = "", **headers: str) -> Beacon:
    """A beacon as a browser sends it; ``user_agent="…"`` and other headers differ from ``HEADERS``."""
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    found = parse(body(*(subjects or ("story:1",)), referrer=referrer), {**HEADERS, **changed}, address)
    assert found
    return found


def judged(*subjects: str, address: str = "192.0.2.7", referrer: str = "", **headers: str) -> list[Sight]:
    return judge(sent(*subjects, address=address, referrer=referrer, **headers), clock.now())


def sight(
    subject: str = "story:1",
    address: str = "192.0.2.7",
    user_agent: str = CHROME,
    agent: str = "chrome-desktop",
    referrer: str = "",
) -> Sight:
    return Sight(subject, "seen", agent, referrer, Who(address, user_agent, "en"))


def crowd(
    count: int, subject: str = "story:1", agent: str = "chrome-desktop", network: int = 1
) -> list[Sight]:
    """Readers of different networks."""
    return [sight(subject, f"10.{network}.{n // 250}.{n % 250}", agent=agent) for n in range(count)]


def assert_totals_are_true() -> None:
    """Every total is what was carried over plus the sum of its hours; no count is kept at nothing."""
    for tally in Tally.objects.all():
        hours = Hourly.objects.filter(subject=tally.subject, kind=tally.kind)
        assert tally.total == tally.carried + (hours.aggregate(sum=Sum("count"))["sum"] or 0), tally
    assert not Hourly.objects.filter(count=0).exists()
    assert not StrikeLine.objects.filter(count=0).exists()


def counts() -> dict[tuple[object, ...], int]:
    """All hours as they stand."""
    five = ("subject", "kind", "hour", "agent", "referrer")
    return {row[:5]: row[5] for row in Hourly.objects.values_list(*five, "count")}
