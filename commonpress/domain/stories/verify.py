"""Whether the corrections log is whole: every digest is computed anew from what stands in the rows."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import QuerySet

from commonpress.domain.stories import chain
from commonpress.domain.stories.models import Correction, Revision, Story
from commonpress.engines.events.models import Event

AT_ONCE = 200  # rows with their texts in memory


def verify() -> Iterator[str]:
    """What is wrong, each in a sentence for an operator; nothing when all is well. Reads every changed story."""
    yield from corrections()
    yield from revisions()


def corrections() -> Iterator[str]:
    previous = ""
    rows = Correction.objects.order_by("pk").select_related("before", "after")
    for row in rows.defer("before__body", "after__body").iterator(chunk_size=AT_ONCE):
        name = f"correction {row.pk} of story {row.story_id}"
        if row.previous != previous:
            yield f"{name} does not follow the one before it: a row was removed, inserted or altered"
        if row.digest != chain.of_correction(row.previous, row, row.before.digest, row.after.digest):
            yield f"{name} was altered"
        previous = row.digest
    if previous != last_told(previous):
        yield "the newest correction is missing from the log"


def last_told(otherwise: str) -> str:
    """The digest the newest event of a correction names; the two were written in one transaction."""
    facts = (
        Event.objects.filter(kind="story.corrected").order_by("-pk").values_list("facts", flat=True).first()
    )
    return str((facts or {}).get("digest", otherwise))


def revisions() -> Iterator[str]:
    """The chains of all stories that were ever changed."""
    changed = Revision.objects.filter(number__gt=1).values("story")
    rows = Revision.objects.filter(story__in=changed).order_by("story_id", "number")
    for story, chained in groupby(rows.iterator(chunk_size=AT_ONCE), key=lambda row: row.story_id):
        yield from chain_of(story, chained)


def chain_of(story: int, rows: Iterable[Revision]) -> Iterator[str]:
    number, previous, newest = 0, "", None
    for row in rows:
        name = f"revision {row.number} of story {story}"
        if (row.number, row.previous) != (number + 1, previous):
            yield f"{name} does not follow the one before it: a row was removed, inserted or altered"
        if row.digest != chain.of_revision(row.previous, row) and not is_erased(row):
            yield f"{name} was altered"
        number, previous, newest = row.number, row.digest, row
    if newest and shown_otherwise(story, newest):
        yield f"story {story} reads otherwise than its newest revision"


def is_erased(row: Revision) -> bool:
    """A text its author took back for ever: the digest stays, so that the chain holds."""
    return bool(row.erased_at) and not (row.headline or row.standfirst or row.body)


def shown_otherwise(story: int, newest: Revision) -> bool:
    public: QuerySet[Story] = Story.objects.filter(pk=story, state=Story.State.PUBLISHED)
    same = {"headline": newest.headline, "standfirst": newest.standfirst, "body": newest.body}
    return public.exists() and not public.filter(**same).exists()
