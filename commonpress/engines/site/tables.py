"""Once a day the database's planner looks at the tables again: a paper grows slowly."""

from commonpress.engines.lib import planner

EVERY_SECONDS = 86_400.0


def tick() -> bool:
    """The worker's follower."""
    planner.look()
    return False
