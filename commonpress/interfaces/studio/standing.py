"""What there is to know of a story that is out of its author's hands."""

from commonpress.domain.conversation.hear import record_of
from commonpress.domain.conversation.models import Flag
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Proposal, Story
from commonpress.engines.checks import store
from commonpress.interfaces.studio import page


def findings(story: Story) -> list[dict[str, str]]:
    """What the desk's checks found when the story was handed in, in words for its author."""
    report = store.latest([story.subject]).get(story.subject)
    found = [page.as_said(finding) for finding in report.found] if report else []
    return [finding for finding in found if finding["words"]]


def hearing(story: Story, member: Member) -> dict[str, str | bool] | None:
    """What readers object to, without their names, and what the member has said to it; nothing when nobody objects."""
    flags = Flag.objects.filter(subject=story.subject, state=Flag.State.OPEN)
    reasons = sorted({str(flag.get_reason_display()) for flag in flags})
    if not reasons:
        return None
    record = record_of(story.subject)
    if record is None or record.member_id != member.pk:
        return None
    return {"reasons": "; ".join(reasons), "words": record.heard_words, "is_said": bool(record.heard_at)}


def proposal(story: Story) -> Proposal | None:
    """The change that waits for the desk."""
    return story.proposals.filter(state=Proposal.State.WAITING).first()
