"""Whether goals and caps of campaigns hold under eight generators of readers; prints one JSON object.

python -m benchmarks.probes.sponsors 25

Each generator sends 25 readers a second. A reader asks for the pace, which is kept a second as the edge keeps it, is shown
one creative as slots.js chooses, looks at it for a second, and then the beacon goes through judging and the writer. The
database is that of COMMONPRESS_DATABASE_URL, or a new SQLite file.
"""

import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import deque
from typing import Any

import django

GENERATORS = 8
GOAL, CAP = 2000, 600
SECONDS = 40
KEPT = 1.0  # of the pace, as the edge keeps it
LOOKED = 1.0
TURN = 0.04


def main(a_second: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("COMMONPRESS_DATABASE_URL", f"sqlite:///{home}/paper.sqlite3")
        os.environ.update(COMMONPRESS_HOME=home, DJANGO_SETTINGS_MODULE="commonpress.config.settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps({**forecast_error(), **measure(a_second)}))


def measure(a_second: int) -> dict[str, Any]:
    from commonpress.domain.sponsors.models import Campaign, Placement, Slot
    from commonpress.domain.sponsors.tests.bookings import booked
    from commonpress.engines.readership.models import Tally

    soon = (SECONDS + 30) / 86400
    goal = booked(name="goal", starts=-20, ends=soon, goal=Campaign.Goal.IMPRESSIONS, amount=GOAL)
    cap = booked([Slot.AFTER_SEARCH], name="cap", daily_cap=CAP)
    booked(name="others", sponsor="Bakery")
    pace = Pace()
    generators = [Generator(pace, number, a_second) for number in range(GENERATORS)]
    for each in generators:
        each.start()
    for each in generators:
        each.join()
    totals = dict(Tally.objects.filter(kind="seen").values_list("subject", "total"))
    had = {
        each.name: sum(
            totals.get(one.subject, 0) for one in Placement.objects.filter(creative__campaign=each)
        )
        for each in (goal, cap)
    }
    return {
        "goal": had["goal"],
        "cap": had["cap"],
        "over_goal": round(100 * (had["goal"] - GOAL) / GOAL, 2),
        "over_cap": round(100 * (had["cap"] - CAP) / CAP, 2),
        "readers": totals.get("story:1", 0),
        "pace_ms": round(1000 * min(pace.took), 2),
        "queries_of_pace": pace.queries,
        "queries_of_slots": queries_of_slots(),
    }


class Pace:
    """What /pace.json says, made anew when it is a second old."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.made = -KEPT
        self.known: dict[int, Any] = {}
        self.took: list[float] = []
        self.queries = 0

    def now(self) -> dict[int, Any]:
        from commonpress.domain.sponsors.pace import live

        with self.lock:
            begun = time.monotonic()
            if begun - self.made >= KEPT:
                self.known = live()
                self.made = begun  # kept from when it was begun
                self.took.append(time.monotonic() - begun)
                self.queries = self.queries or counted(live)
            return self.known


class Generator(threading.Thread):
    def __init__(self, pace: Pace, number: int, a_second: int) -> None:
        super().__init__()
        from commonpress.domain.sponsors.models import Placement

        self.pace, self.number, self.a_second = pace, number, a_second
        self.chance = random.Random(number)
        self.looking: deque[tuple[float, str]] = deque()
        self.slots: dict[str, list[Any]] = {}
        for one in Placement.objects.order_by("pk"):
            self.slots.setdefault(one.slot, []).append(one)
        self.sent = 0

    def run(self) -> None:
        from django.db import connection

        begun = time.monotonic()
        came = 0
        while (now := time.monotonic() - begun) < SECONDS:
            while came < now * self.a_second:
                came += 1
                self.looking.append((now + LOOKED, self.shown()))
            while self.looking and self.looking[0][0] <= now:
                self.send(self.looking.popleft()[1].split())
            time.sleep(TURN)
        time.sleep(LOOKED)
        connection.close()

    def shown(self) -> str:
        pace = self.pace.now()
        chosen = [self.choose([one for one in rows if one.pk in pace], pace) for rows in self.slots.values()]
        return " ".join(["story:1", *(one.subject for one in chosen if one)])

    def choose(self, rows: list[Any], pace: dict[int, Any]) -> Any:
        """As slots.js does among those that stand in turn."""
        while rows:
            one = self.chance.choices(rows, [pace[each.pk].number for each in rows])[0]
            if self.chance.random() < pace[one.pk].keep:
                return one
            rows = [each for each in rows if each is not one]
        return None

    def send(self, subjects: list[str]) -> None:
        from commonpress.engines.readership.beacon import Sight, Who
        from commonpress.engines.readership.writer import writer

        self.sent += 1
        who = Who(f"10.{self.number}.{self.sent >> 8}.{self.sent & 255}", "reader", "en")
        writer.submit(
            [Sight(one, "seen", "chrome-mobile", "", who) for one in subjects], lambda _stored: None
        )


def queries_of_slots() -> int:
    from commonpress.domain.sponsors.models import OF_A_STORY
    from commonpress.domain.sponsors.place import place

    return counted(lambda: place(OF_A_STORY))


def counted(work: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def forecast_error() -> dict[str, Any]:
    """Of the held-out week in the demonstration's figures."""
    from commonpress.domain.sponsors.forecast import held_out
    from commonpress.engines.lib import clock
    from commonpress.engines.readership import hours
    from commonpress.engines.readership.models import Hourly, Tally
    from commonpress.interfaces.sales.inventory import story_views
    from commonpress.interfaces.transfer import demo_sponsors

    demo_sponsors.remember([], clock.now(), ["story:1", "story:2"])
    error = held_out(story_views([], []), hours.day(clock.now()))
    Hourly.objects.all().delete()
    Tally.objects.all().delete()
    return {"forecast_error": None if error is None else round(100 * error, 1)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
    sys.stdout.flush()
    os._exit(0)  # the writer's thread may still wait
