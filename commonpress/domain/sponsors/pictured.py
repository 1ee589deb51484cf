"""A creative's picture is everybody's from the first moment of its flight. Until then only the owner sees it."""

from django.http import HttpRequest

from commonpress.domain.sponsors.models import Creative
from commonpress.engines.lib import clock
from commonpress.engines.media import guard
from commonpress.engines.media.models import Picture, Use

PREFIX = "creative:"


def noted(creative: Creative) -> None:
    """In the caller's transaction, after the creative was written."""
    if creative.picture:
        guard.note(creative.subject, [guard.stem_of(creative.picture.name)])


def show_started() -> int:
    """Open what has begun to fly since the last look; answers how many. One query when nothing has."""
    closed = Use.objects.filter(subject__startswith=PREFIX, is_open=False)
    waiting = set(closed.values_list("subject", "picture"))  # a picture that was replaced may wait for ever
    flown = flying(frozenset(subject for subject, _ in waiting))
    started = [
        (creative.subject, creative.picture.name)
        for creative in flown
        if creative.picture and (creative.subject, creative.picture.pk) in waiting
    ]
    for subject, name in started:
        guard.show(subject, [guard.stem_of(name)])
    return len(started)


def may_see(_request: HttpRequest, picture: Picture, stands_in: frozenset[str]) -> bool:
    """Everybody, in the seconds before the worker has seen that the flight began."""
    return any(creative.picture_id == picture.pk for creative in flying(stands_in))


def flying(subjects: frozenset[str]) -> list[Creative]:
    """Those of these creatives whose flight has begun. No query without any."""
    numbers = [int(name.removeprefix(PREFIX)) for name in subjects if name.startswith(PREFIX)]
    if not numbers:
        return []
    begun = Creative.objects.filter(pk__in=numbers, campaign__starts_at__lte=clock.now())
    return list(begun.select_related("picture"))
