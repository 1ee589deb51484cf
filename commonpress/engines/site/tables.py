"""Once a day the database's planner looks at the tables again: a paper grows slowly."""

import time

from commonpress.engines.lib import planner

EVERY_SECONDS = 86_400.0


class _Next:
    turn = 0.0  # time.monotonic()


def tick() -> bool:
    """The worker's follower."""
    if time.monotonic() >= _Next.turn:
        _Next.turn = time.monotonic() + EVERY_SECONDS
        planner.look()
    return False
