from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories.amend import Result, amend
from commonpress.domain.stories.correct import Weight, Wording
from commonpress.domain.stories.editors import edits
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Revision, Story
from commonpress.domain.stories.revise import keep_as_it_stands, revise


@transaction.atomic
def restore(story: Story, revision: Revision, *, by: Member, seen: int) -> Story:
    """Let an unpublished story read as it did in ``revision``; what stands now is kept as a revision of its own.

    What an editor has changed or taken out since, only an editor brings back. Raises ``Refused``, ``Conflict``,
    ``WrongState``.
    """
    must_be_theirs(story, revision, by)
    keep_as_it_stands(story)
    return revise(
        story,
        {"headline": revision.headline, "standfirst": revision.standfirst, "body": revision.body},
        by=by,
        seen=seen,
    )


@transaction.atomic
def restore_published(story: Story, revision: Revision, *, note: str, by: Member, seen: int) -> Result:
    """The same for what readers have: a correction, so it takes an editor. Raises as ``restore`` and ``amend``."""
    must_be_theirs(story, revision, by)
    if not edits(by, story.section_id):
        raise Refused(_("Only an editor brings an older text back before readers."))
    wording = Wording(revision.headline, revision.standfirst, revision.body)
    return amend(story, wording, note=note, weight=Weight.SUBSTANCE, by=by, seen=seen)


def must_be_theirs(story: Story, revision: Revision, by: Member) -> None:
    if revision.story_id != story.pk or revision.erased_at:
        raise WrongState
    others = story.revisions.filter(number__gt=revision.number).exclude(by=by)
    authors = story.bylines.values("member")
    if not edits(by, story.section_id) and others.exclude(by__in=authors).exists():
        raise Refused(_("An editor has changed the text since. Ask the desk to bring this back."))
