"""The thing behind an entry of the queue, with all an editor must see to decide about it."""

from typing import Any

from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Proposal, Story
from commonpress.interfaces.desk.models import Entry


class Gone(Exception):
    """What the entry is about does not exist any more."""

    def __init__(self) -> None:
        super().__init__(_("This does not exist any more."))


def fetch(entry: Entry) -> Any:
    """The story, comment, member or proposed revision. One query. Raises ``Gone``."""
    if entry.kind == Entry.Kind.REVISION:
        return proposal_for(entry.subject)
    return of_subject(entry.subject)


def proposal_for(subject: str) -> Proposal:
    """The new text that waits for a published story; one waits at a time."""
    waiting = Proposal.objects.filter(story=int(subject.partition(":")[2]), state=Proposal.State.WAITING)
    found = waiting.select_related("story__section", "by").first()
    if found is None:
        raise Gone
    return found


def of_subject(subject: str) -> Any:
    noun, _colon, number = subject.partition(":")
    found = FINDERS[noun](int(number)) if noun in FINDERS and number.isdecimal() else None
    if found is None:
        raise Gone
    return found


def story(number: int) -> Story | None:
    return Story.objects.select_related("section", "picture", "credit").filter(pk=number).first()


def comment(number: int) -> Comment | None:
    return Comment.objects.select_related("story__section", "member").filter(pk=number).first()


def member(number: int) -> Member | None:
    return Member.objects.select_related("application").filter(pk=number).first()


FINDERS = {"story": story, "comment": comment, "member": member}
