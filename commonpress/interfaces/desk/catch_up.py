"""Published stories from before the checks, or from elsewhere, are taken into their archive, a slice at a time."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from commonpress.domain.stories.models import Story
from commonpress.engines.checks.models import Text
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import lessons
from commonpress.interfaces.desk.models import Lesson

EVERY_SECONDS = 86_400.0  # what comes in meanwhile is kept by its own events
AT_ONCE = 500  # stories looked at
SLICE = 0.5  # seconds in one turn, so that the worker's errands go on meanwhile

Place = tuple[datetime, int]  # when a story was published, and its number
BEGINNING: Place = (datetime(1000, 1, 1, tzinfo=UTC), 0)


class _Walk:
    """Where this process is. Whoever begins anew finds what is done already, and goes past it."""

    turn = 0.0  # time.monotonic()
    last = BEGINNING


def tick() -> bool:
    """The worker's follower: on without a pause until all stories are looked at, then idle for a day."""
    if time.monotonic() < _Walk.turn:
        return False
    until = time.monotonic() + SLICE
    while places := ahead(_Walk.last):
        for place in missing(places):
            _Walk.last = place  # before: what fails is tried again tomorrow, and holds up nobody
            take(place[1])
            if time.monotonic() > until:
                return True
        _Walk.last = places[-1]
        if time.monotonic() > until:
            return True
    _Walk.last, _Walk.turn = BEGINNING, time.monotonic() + EVERY_SECONDS
    return False


def ahead(after: Place) -> list[Place]:
    """The next published stories, oldest first, along the index of lists. One query."""
    at, number = after
    settled = clock.now() - lessons.AFTER  # the newest are taught when nothing can be undone
    published = Story.objects.filter(
        Q(published_at__gt=at) | Q(pk__gt=number),
        state=Story.State.PUBLISHED,
        published_at__gte=at,
        published_at__lt=settled,
    )
    return list(published.order_by("published_at", "pk").values_list("published_at", "pk")[:AT_ONCE])  # type: ignore[arg-type]


def missing(places: Sequence[Place]) -> list[Place]:
    """Those of stories that the archive has not or that teach no section yet."""
    subjects = {f"story:{place[1]}": place for place in places}
    kept, taught = (
        set(model._default_manager.filter(subject__in=subjects).values_list("subject", flat=True))
        for model in (Text, Lesson)
    )
    return [place for subject, place in subjects.items() if not (subject in kept and subject in taught)]


def take(number: int) -> None:
    """Into the archive and the lessons; another worker that was faster did the same."""
    story = Story.objects.select_related("section").filter(pk=number).first()
    if story is None:
        return
    try:
        with transaction.atomic():
            lessons.into_archive(story)
            lessons.relearn(story.subject, story)
    except IntegrityError:
        return
