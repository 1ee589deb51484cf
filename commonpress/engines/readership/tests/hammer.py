"""Run by test_durable.py in a process of its own: readers without end, and servers killed in the middle of them.

    python -m commonpress.engines.readership.tests.hammer ROUNDS SEED

In each round forked children count readers whom nobody has seen before, and write the number of each acknowledged one into
a pipe; after a random while they are killed. Then every reader whom nobody acknowledged is sent again, as a browser would
do, and the counts must be exactly the readers there are. Prints what it found as JSON.
"""

import json
import os
import random
import select
import signal
import struct
import sys
import threading
import time

import django

CHILDREN = 2
SIGHTS = 600  # of one child in one round
AT_ONCE = 40  # in flight in one child, so that a kill finds many unacknowledged
LATEST = 0.06  # seconds after the first acknowledgement
SUBJECTS = 7


def main(rounds: int, seed: int) -> None:
    django.setup()
    from commonpress.engines.lib import clock
    from commonpress.engines.readership.tests.people import NOON

    chance = random.Random(seed)
    acknowledged: set[int] = set()
    lost = between = 0
    with clock.frozen(NOON):
        for number in range(rounds):
            numbers = range(number * CHILDREN * SIGHTS, (number + 1) * CHILDREN * SIGHTS)
            told = round_of(numbers, chance)
            there = stored(numbers)
            lost += len(told - there)
            between += len(there - told)  # killed after the commit and before the answer
            send_again(set(numbers) - told)
            acknowledged |= told
        print(
            json.dumps({"acknowledged": len(acknowledged), "between": between, "lost": lost, **found(rounds)})
        )


def round_of(numbers: range, chance: random.Random) -> set[int]:
    """Fork the children, kill them, and give the numbers that they acknowledged."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
    pipe, into = os.pipe()
    children = [fork(numbers[child * SIGHTS : (child + 1) * SIGHTS], pipe, into) for child in range(CHILDREN)]
    os.close(into)
    select.select([pipe], [], [], 10)
    time.sleep(chance.uniform(0, LATEST))
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(pipe, "rb") as told:
        return {each[0] for each in struct.iter_unpack("<I", told.read())}


def fork(numbers: range, pipe: int, into: int) -> int:
    child = os.fork()
    if child:
        return child
    os.close(pipe)
    try:
        hammer(numbers, into)
    finally:
        os._exit(1)


def hammer(numbers: range, into: int) -> None:
    """Submit one sight after the other and say which are acknowledged; afterwards wait to be killed."""
    from commonpress.engines.readership.writer import writer

    free = threading.Semaphore(AT_ONCE)

    def done_with(number: int) -> None:
        def done(is_stored: bool) -> None:
            if is_stored:
                os.write(into, struct.pack("<I", number))
            free.release()

        writer.submit([sight_of(number)], done)

    for number in numbers:
        free.acquire()
        done_with(number)
    time.sleep(60)


def sight_of(number: int):  # type: ignore[no-untyped-def]  # noqa: ANN201 (its type needs Django first)
    from commonpress.engines.readership.tests.people import sight

    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return sight(f"story:{number % SUBJECTS}", address)


def stored(numbers: range) -> set[int]:
    """Which of them are there as sightings."""
    from commonpress.engines.lib import clock
    from commonpress.engines.readership import keys
    from commonpress.engines.readership.models import Sighting

    today = keys.today(clock.now())
    readers = {keys.names(sight_of(number).who, today)[0]: number for number in numbers}
    rows = Sighting.objects.values_list("reader", flat=True).iterator()
    return {readers[reader] for reader in rows if reader in readers}


def send_again(numbers: set[int]) -> None:
    from commonpress.engines.readership.store import store

    store([sight_of(number) for number in sorted(numbers)])


def found(rounds: int) -> dict[str, object]:
    """What is in the database in the end; it must be every reader, once."""
    from django.db.models import Sum

    from commonpress.engines.readership.models import Hourly, Recent, Sighting, Tally
    from commonpress.engines.readership.tests.people import assert_totals_are_true

    assert_totals_are_true()
    return {
        "readers": rounds * CHILDREN * SIGHTS,
        "tally": Tally.objects.aggregate(sum=Sum("total"))["sum"],
        "hours": Hourly.objects.aggregate(sum=Sum("count"))["sum"],
        "sightings": Sighting.objects.count(),
        "remembered": Recent.objects.count(),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
