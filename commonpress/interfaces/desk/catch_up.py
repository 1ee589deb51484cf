"""Published stories from before the checks, or from elsewhere, are taken into their archive, a slice at a time."""

import time
from collections.abc import Iterator, Sequence

from django.db import IntegrityError, transaction

from commonpress.domain.stories.models import Story
from commonpress.engines.checks.models import Text
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import lessons
from commonpress.interfaces.desk.models import Lesson

EVERY_SECONDS = 86_400.0  # what comes in meanwhile is kept by its own events
AT_ONCE = 200  # stories looked at
SLICE = 0.5  # seconds in one turn, so that the worker's errands go on meanwhile


class _Walk:
    """Where this process is. Whoever begins anew finds what is done already, and goes past it."""

    turn = 0.0  # time.monotonic()
    last = 0  # the number of a story


def tick() -> bool:
    """The worker's follower: on without a pause until all stories are looked at, then idle for a day."""
    if time.monotonic() < _Walk.turn:
        return False
    until = time.monotonic() + SLICE
    for story in missing(_Walk.last):
        _Walk.last = story.pk  # before: what fails is tried again tomorrow, and holds up nobody
        take(story)
        if time.monotonic() > until:
            return True
    _Walk.last, _Walk.turn = 0, time.monotonic() + EVERY_SECONDS
    return False


def missing(after: int) -> Iterator[Story]:
    """Published stories, oldest first, that the archive has not or that teach no section yet."""
    settled = clock.now() - lessons.AFTER  # the newest are taught when nothing can be undone
    published = Story.objects.filter(state=Story.State.PUBLISHED, published_at__lt=settled).order_by("pk")
    while numbers := list(published.filter(pk__gt=after).values_list("pk", flat=True)[:AT_ONCE]):
        wanted = without(numbers)
        yield from Story.objects.filter(pk__in=wanted).select_related("section").order_by("pk")
        after = numbers[-1]


def without(numbers: Sequence[int]) -> list[int]:
    subjects = {Story(pk=number).subject: number for number in numbers}
    kept, taught = (
        set(model._default_manager.filter(subject__in=subjects).values_list("subject", flat=True))
        for model in (Text, Lesson)
    )
    return [number for subject, number in subjects.items() if not (subject in kept and subject in taught)]


def take(story: Story) -> None:
    """Into the archive and the lessons; another worker that was faster did the same."""
    try:
        with transaction.atomic():
            lessons.into_archive(story)
            lessons.relearn(story.subject, story)
    except IntegrityError:
        return
