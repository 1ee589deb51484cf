"""The worker lets out what is due. Any number of workers may try: the conditional update lets one of them."""

import logging
import time

from django.db import transaction

from commonpress.domain.members.may import Refused
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.turn import turn
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0  # to the minute is promised
AT_ONCE = 50
# The wall clock may be set or jump; the monotonic one does not. When they drift apart by more than JUMP between two
# looks, nothing is let out until the wall clock has run true for CALM: an hour that never was publishes nothing.
JUMP = 90.0
CALM = 120.0


class Watch:
    """Says whether the wall clock can be believed."""

    def __init__(self) -> None:
        self.difference: float | None = None  # between the two clocks at the last look
        self.calm_from = 0.0  # monotonic

    def is_steady(self, wall: float, monotonic: float) -> bool:
        difference = wall - monotonic
        if self.difference is not None and abs(difference - self.difference) > JUMP:
            log.warning("the clock jumped by %.0f s; scheduled stories wait", difference - self.difference)
            self.calm_from = monotonic + CALM
        self.difference = difference
        return monotonic >= self.calm_from


class _Next:
    turn = 0.0  # time.monotonic()
    watch = Watch()


def tick() -> bool:
    """The worker's follower."""
    monotonic = time.monotonic()
    if monotonic < _Next.turn:
        return False
    _Next.turn = monotonic + EVERY_SECONDS
    return _Next.watch.is_steady(time.time(), monotonic) and let_out() > 0


def let_out() -> int:
    """Publish what is due, the earliest first. Answers how many stories appeared."""
    due = Story.objects.filter(state=Story.State.SCHEDULED, due_at__lte=clock.now())
    return sum(appear(story) for story in due.select_related("section").order_by("due_at")[:AT_ONCE])


def appear(story: Story) -> bool:
    try:
        publish(story, by=None, ground=Ground.DUE)
    except Refused:  # what let it be scheduled holds no longer
        back_to_the_desk(story)
        return False
    except StoryError:  # another worker, or an editor, was faster
        return False
    return True


def back_to_the_desk(story: Story) -> None:
    try:
        with transaction.atomic():
            scheduled = {Story.State.SCHEDULED}
            turn(
                story,
                Story.State.SUBMITTED,
                since=scheduled,
                due_at=None,
                ground="",
                submitted_at=clock.now(),
            )
            record("story.submitted", story.subject, facts={"again": True})
    except StoryError:
        log.info("%s was decided meanwhile", story.subject)
