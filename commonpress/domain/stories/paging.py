"""Lists page by cursor: the place in time where a page ends, so that new stories move nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from commonpress.domain.stories.models import Story

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Slice:
    """One page of stories and the cursor of the next, empty on the last page."""

    stories: list[Story]
    next: str


def cut(stories: QuerySet[Story], cursor: str, size: int) -> Slice:
    """The ``size`` stories that follow ``cursor`` (empty: the newest). One query. Raises ``Http404`` on a bad cursor."""
    return sliced(list((stories.filter(_older_than(cursor)) if cursor else stories)[: size + 1]), size)


def sliced(found: list[Story], size: int) -> Slice:
    """A page of ``size`` out of one story more, which says whether there is another page."""
    more = len(found) > size
    page = found[:size]
    return Slice(page, cursor_of(page[-1]) if more else "")


def cursor_of(story: Story) -> str:
    """Microseconds since the epoch and the number of the story, both in hex."""
    if story.published_at is None:
        raise ValueError("only a published story has a place in a list")
    return f"{(story.published_at - EPOCH) // timedelta(microseconds=1):x}-{story.pk:x}"


def _older_than(cursor: str) -> Q:
    try:
        moment, number = (int(part, 16) for part in cursor.split("-"))
        at = EPOCH + timedelta(microseconds=moment)
    except (ValueError, OverflowError):
        raise Http404("no such page") from None
    if not 0 <= number < 2**63:
        raise Http404("no such page")
    return Q(published_at__lt=at) | Q(published_at=at, pk__lt=number)
