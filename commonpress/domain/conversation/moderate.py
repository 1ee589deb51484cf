from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.conversation.appear import appeared
from commonpress.domain.conversation.count import count
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.tags import thread_tag
from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused, must_edit
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.editors import edits
from commonpress.engines.events.record import record

State = Comment.State


@transaction.atomic
def hide(
    comment: Comment, *, by: Member | None, rule: str = "editor", words: str = "", spam: bool = False
) -> Decision | None:
    """Take a comment from readers' sight; it is kept. Answers nothing when it was neither seen nor waiting.

    ``by`` is nobody for a command at the machine. Raises ``Refused``.
    """
    must_moderate(comment, by)
    before = moved(comment, {State.VISIBLE, State.WAITING}, State.HIDDEN)
    if not before:
        return None
    tell("comment.hidden", comment, by, {"rule": rule, "spam": spam})
    action = Decision.Action.SPAM if spam else Decision.Action.HIDDEN
    facts = {"before": before}
    return decided(comment.subject, comment.member, action, rule=rule, words=words, facts=facts, by=by)


@transaction.atomic
def show(comment: Comment, *, by: Member | None, rule: str = "editor", words: str = "") -> Decision | None:
    """Let readers see a comment that waits or was hidden. Answers nothing when it did not; a deleted one stays so."""
    must_moderate(comment, by)
    before = moved(comment, {State.WAITING, State.HIDDEN}, State.VISIBLE)
    if not before:
        return None
    tell("comment.shown", comment, by, {"rule": rule})
    action, facts = Decision.Action.SHOWN, {"before": before}
    return decided(comment.subject, comment.member, action, rule=rule, words=words, facts=facts, by=by)


@transaction.atomic
def hold(comment: Comment, *, rule: str) -> bool:
    """Take a comment that readers see back to those that wait for the desk: its words changed. The machine's to do."""
    if not moved(comment, {State.VISIBLE}, State.WAITING):
        return False
    tell("comment.held", comment, None, {"rule": rule})
    return True


def must_moderate(comment: Comment, by: Member | None) -> None:
    if by is None:
        return
    must_edit(by)
    if not edits(by, comment.story.section_id):
        raise Refused(_("This section is edited by others."))


def moved(comment: Comment, since: set[str], to: str) -> str:
    """Where the comment stood before, or nothing when it did not stand there. The counter moves once, whoever acts."""
    before = str(comment.state)
    if before not in since:
        return ""
    if not Comment.objects.filter(pk=comment.pk, state=before).update(state=to):
        return ""
    comment.state = to
    step = (to == State.VISIBLE) - (before == State.VISIBLE)
    if step:
        count(comment, step)
    if step > 0:
        appeared(comment)
    return before


def tell(kind: str, comment: Comment, by: Member | None, facts: dict[str, object]) -> None:
    stale = [thread_tag(comment.story_id)]
    record(kind, comment.subject, stale=stale, by=by.subject if by else "", facts=facts)
