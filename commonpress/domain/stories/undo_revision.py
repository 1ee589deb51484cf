"""Taking back what was decided about a new text for a published story. The proposal waits again."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.correct import Wording, correct, mend_typo
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Proposal, Revision, Story

State = Proposal.State


def refused_again_waits(decision: Decision, story: Story, _by: Member) -> None:
    wait_again(decision, story, State.REFUSED)


def accepted_again_waits(decision: Decision, story: Story, by: Member) -> None:
    """Readers have the text from before. What they saw meanwhile stays in the record: nothing in it is ever taken out."""
    if story.state != Story.State.PUBLISHED or story.seen != decision.facts["seen"]:
        raise WrongState(_("Something else was decided since."))
    after, before = story.revisions.order_by("-number")[:2]
    wording = Wording(before.headline, before.standfirst, before.body)
    if after.weight == Revision.Weight.TYPO:
        mend_typo(story, wording, by=by, seen=story.seen)
    else:
        with override(story.language):
            note = _("The change before this one went out by mistake and was taken back at once.")
        correct(story, wording, note=note, by=by, seen=story.seen)
    wait_again(decision, story, State.ACCEPTED)


def wait_again(decision: Decision, story: Story, since: str) -> None:
    """On top of the text that stands now. Not when a newer proposal came meanwhile."""
    if Proposal.objects.filter(story=story, state=State.WAITING).exists():
        raise WrongState(_("Something else was decided since."))
    decided = Proposal.objects.filter(pk=decision.facts["proposal"], story=story, state=since)
    if not decided.update(state=State.WAITING, closed_at=None, base=story.seen):
        raise WrongState
