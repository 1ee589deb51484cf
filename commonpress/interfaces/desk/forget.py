"""What the desk and the checks keep of a text or of a member goes when the text, or the member, is gone."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.stories.models import Proposal
from commonpress.engines.checks import archive, store
from commonpress.engines.events.models import Event
from commonpress.interfaces.desk import lessons
from commonpress.interfaces.desk.models import Entry


@transaction.atomic
def forget(event: Event) -> None:
    """Of an erased story everything; of a member who left the name and the application."""
    number = int(event.subject.partition(":")[2])
    if event.kind == "story.erased":
        subjects = [event.subject, *(one.subject for one in Proposal.objects.filter(story=number))]
    else:
        subjects = [event.subject]
        of_member = Entry.objects.filter(author=number)
        of_member.update(author_name=_("Former member"))
    for subject in subjects:
        archive.remove(subject)
        forget_words(subject)


@transaction.atomic
def forget_comments(event: Event) -> None:
    """What the checks said of the comments of a member who left goes; of those that went too, everything."""
    comments = Comment.objects.filter(pk__in=event.facts["comments"]).only("pk", "state")
    for comment in comments:
        forgets = forget_words if comment.state == Comment.State.DELETED else store.forget
        forgets(comment.subject)


@transaction.atomic
def forget_removed(event: Event) -> None:
    """Of a comment its author took back no word stays in the queue, with the checks or in what they learned."""
    forget_words(event.subject)


def forget_words(subject: str) -> None:
    lessons.forget(subject)
    store.forget(subject)
    Entry.objects.filter(subject=subject).delete()
