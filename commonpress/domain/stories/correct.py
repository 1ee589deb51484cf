from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories import chain, tags, text
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Correction, Revision, Story
from commonpress.domain.stories.write import remember
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock


class Wording(NamedTuple):
    """The text of a story as it should read from now on."""

    headline: str
    standfirst: str
    body: str


@transaction.atomic
def correct(
    story: Story, wording: Wording, *, note: str, by: Member | None, at: datetime | None = None
) -> Correction:
    """Change a published story in substance, with a public note. Raises ``WrongState`` when it is not published."""
    before = _latest(story)
    after = _rewrite(story, wording, by=by, at=at or clock.now(), weight=Revision.Weight.SUBSTANCE)
    Story.objects.filter(pk=story.pk).update(updated_at=after.at)
    story.updated_at = after.at
    correction = _log(
        Correction(story=story, before=before, after=after, note=text.line(note, 1000), at=after.at)
    )
    _tell("story.corrected", story, by, tags.CORRECTIONS, digest=correction.digest)
    return correction


def _log(correction: Correction) -> Correction:
    """Add it to the end of the chain of all corrections."""
    chain.alone()
    correction.previous = Correction.objects.order_by("-pk").values_list("digest", flat=True).first() or ""
    before, after = correction.before.digest, correction.after.digest
    correction.digest = chain.of_correction(correction.previous, correction, before, after)
    correction.save(force_insert=True)
    return correction


@transaction.atomic
def mend_typo(story: Story, wording: Wording, *, by: Member | None) -> Revision:
    """Change a published story without changing what it says: a revision, no note, ``updated`` stays."""
    after = _rewrite(story, wording, by=by, at=clock.now(), weight=Revision.Weight.TYPO)
    _tell("story.mended", story, by)
    return after


def _latest(story: Story) -> Revision:
    revision = story.revisions.order_by("-number").first()
    if revision is None:
        raise WrongState(f"{story.subject} has no first revision")
    return revision


def _rewrite(story: Story, wording: Wording, *, by: Member | None, at: datetime, weight: str) -> Revision:
    body = text.clean_body(wording.body)
    changed = Story.objects.filter(pk=story.pk, state=Story.State.PUBLISHED).update(
        headline=text.line(wording.headline, 300),
        standfirst=text.line(wording.standfirst, 1000),
        body=body,
        excerpt=text.excerpt_of(wording.standfirst, body),
        words=text.count_words(body),
    )
    if not changed:
        raise WrongState(f"{story.subject} is not published")
    story.refresh_from_db()
    return remember(story, by=by, at=at, weight=weight)


def _tell(kind: str, story: Story, by: Member | None, *extra: str, **facts: str) -> None:
    record(kind, story.subject, stale=[*tags.of(story), *extra], by=by.subject if by else "", facts=facts)
