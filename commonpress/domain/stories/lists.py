"""The lists a reader opens: what was published of a topic, by a member, in sections, in a month, newest first.

The first page of each is asked for all the time, and prepared; the pages after it are not.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from commonpress.domain.stories import access
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.paging import Slice, cut, sliced
from commonpress.engines.lib.prepared import Prepared

# By the names of what they are asked with: keys of rows, or moments.
LISTS: Mapping[tuple[str, ...], Callable[..., QuerySet[Story]]] = {
    ("topic",): lambda topic: access.published().filter(topics=topic),
    ("member",): lambda member: access.published().filter(bylines__member=member),
    ("sections",): lambda sections: access.published().filter(section__in=sections),
    ("start", "end"): access.between,
}
SAMPLES = {
    "topic": access.SOME,
    "member": access.SOME,
    "sections": access.SOME,
    "start": datetime(1, 2, 3, tzinfo=UTC),
    "end": datetime(1, 2, 4, tzinfo=UTC),
}


def page(asked: Mapping[str, Any], cursor: str, size: int) -> Slice:
    """The ``size`` stories of a list that follow ``cursor`` (empty: the newest). Two queries. Raises ``Http404``."""
    if cursor:
        found = cut(LISTS[tuple(asked)](**asked).prefetch_related(None), cursor, size)
    else:
        found = sliced(newest(tuple(asked), size + 1)(**asked), size)
    access.with_bylines(found.stories)
    return found


@lru_cache(maxsize=16)
def newest(names: tuple[str, ...], count: int) -> Prepared[Story]:
    samples = {name: SAMPLES[name] for name in names}
    return Prepared(lambda **given: LISTS[names](**given).prefetch_related(None)[:count], **samples)
