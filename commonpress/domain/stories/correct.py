from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member, Trust
from commonpress.domain.stories import chain, pictured, tags, text
from commonpress.domain.stories.clean import clears
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.errors import Incomplete, WrongState
from commonpress.domain.stories.grounds import Ground, grant, signers_of, trusted_as
from commonpress.domain.stories.models import Correction, Revision, Story
from commonpress.domain.stories.turn import refusal
from commonpress.domain.stories.write import remember
from commonpress.engines.checks.matter import Matter
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

Weight = Revision.Weight


class Wording(NamedTuple):
    """The text of a story as it should read from now on."""

    headline: str
    standfirst: str
    body: str


@transaction.atomic
def correct(
    story: Story,
    wording: Wording,
    *,
    note: str,
    by: Member | None,
    at: datetime | None = None,
    ground: Ground = Ground.EDITOR,
    seen: int | None = None,
    checked: Matter | None = None,
) -> Correction:
    """Change a published story in substance, with a public note.

    Authors come through ``amend``; ``checked`` is what the checks saw of a known author's text. Raises ``Refused``
    when the ground does not hold, ``WrongState`` when the story is not published, ``Conflict`` when it is no longer the
    text ``seen``, ``Incomplete`` without a note.
    """
    must_be_allowed(story, by, ground, checked)
    if not note.strip():
        raise Incomplete("note", _("Tell readers what was wrong and what it should have said."))
    moment = at or clock.now()
    before, after = _rewrite(story, wording, by=by, at=moment, weight=Weight.SUBSTANCE, seen=seen)
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
def mend_typo(
    story: Story,
    wording: Wording,
    *,
    by: Member | None,
    ground: Ground = Ground.EDITOR,
    seen: int | None = None,
    checked: Matter | None = None,
) -> Revision:
    """Change a published story without changing what it says: a revision, listed but without a note; ``updated`` stays.

    Raises as ``correct`` does.
    """
    must_be_allowed(story, by, ground, checked)
    _before, after = _rewrite(story, wording, by=by, at=clock.now(), weight=Weight.TYPO, seen=seen)
    _tell("story.mended", story, by)
    return after


def must_be_allowed(story: Story, by: Member | None, ground: Ground, checked: Matter | None) -> None:
    """Raise ``Refused`` unless this ground lets a new text before readers: by an editor, by trust, or moved in."""
    if ground == Ground.TRUST:
        must_be_trusted_with(story, by, checked)
    elif ground == Ground.MOVED_IN:
        grant(story, ground, by=by)
    elif by is None or ground != Ground.EDITOR:
        raise Refused(_("This waits for the desk."))
    else:
        must_edit_it(by, story)


def must_be_trusted_with(story: Story, by: Member | None, checked: Matter | None) -> None:
    """All who sign are trusted, or known and the checks found nothing in the text ``checked``."""
    signers = signers_of(story)
    least = trusted_as(signers)
    if by is None or by not in signers or least < Trust.KNOWN:
        raise Refused(_("This waits for the desk."))
    if least < Trust.TRUSTED and not (checked and clears(checked)):
        raise Refused(_("This waits for the desk."))


def _cleaned(wording: Wording) -> dict[str, str]:
    return {
        "headline": text.line(wording.headline, 300),
        "standfirst": text.line(wording.standfirst, 1000),
        "body": text.clean_body(wording.body),
        "hidden": text.hidden_in(wording.body),
    }


def _rewrite(
    story: Story, wording: Wording, *, by: Member | None, at: datetime, weight: str, seen: int | None
) -> tuple[Revision, Revision]:
    """The revisions before and after."""
    words = _cleaned(wording)
    as_read = Story.objects.filter(pk=story.pk, state=Story.State.PUBLISHED)
    if seen is not None:
        as_read = as_read.filter(seen=seen)
    changed = as_read.update(
        **words,
        excerpt=text.excerpt_of(wording.standfirst, words["body"]),
        words=text.count_words(words["body"]),
        seen=F("seen") + 1,
        kept=F("seen") + 1,
        edited_by=by,
        edited_at=at,
    )
    if not changed:
        raise refusal(story, seen)
    # Read after the update: from here on no other hand changes this story before we are done.
    before = story.revisions.order_by("-number").first()
    story.refresh_from_db()
    if before is None:
        raise WrongState
    pictured.noted(story, pictured.stems(story.body) - pictured.stems(before.body), by)
    pictured.shown(story)
    return before, remember(story, by=by, at=at, weight=weight)


def _tell(kind: str, story: Story, by: Member | None, *extra: str, **facts: str) -> None:
    record(kind, story.subject, stale=[*tags.of(story), *extra], by=by.subject if by else "", facts=facts)
