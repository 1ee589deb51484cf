"""An author asks for a second look, once; another editor answers. What an answer changes is for the rooms above."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused, must_edit, spend
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.remedies import remedies
from commonpress.domain.members.settle import settle
from commonpress.domain.members.undo import WITHIN
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

MOST_WORDS = 2000  # characters


@transaction.atomic
def appeal(decision: Decision, words: str, *, by: Member) -> Decision:
    """Ask another editor to look again. Raises ``Refused`` when it is too late, a second time, or another's to ask."""
    spend(by, "appeal")
    if decision.member_id != by.pk:
        raise Refused(_("Only whom a decision concerns may appeal against it."))
    if not words.strip():
        raise Refused(_("Say in a few words why the decision is wrong."))
    if "appeal" not in remedies(decision):
        raise Refused(_("There is no appeal against this decision, or no longer."))
    asked = Decision.objects.filter(pk=decision.pk, appealed_at__isnull=True, undone_by__isnull=True)
    if not asked.update(appealed_at=clock.now(), appeal_words=words.strip()[:MOST_WORDS]):
        raise Refused(_("There has been an appeal against this decision already."))
    record(f"{noun(decision)}.appealed", decision.subject, by=by.subject, facts={"decision": decision.pk})
    decision.refresh_from_db()
    return decision


@transaction.atomic
def answer(decision: Decision, granted: bool, words: str, *, by: Member) -> Decision:
    """Answer an appeal as another editor than the one who decided. ``granted``: the author was right.

    Raises ``Refused``. A decision that falls no longer counts against its author.
    """
    must_edit(by)
    if by.pk in {decision.by_id, decision.member_id}:
        raise Refused(_("Another editor than the one who decided answers an appeal."))
    verdict = Decision.Answer.GRANTED if granted else Decision.Answer.REFUSED
    open_ones = Decision.objects.filter(pk=decision.pk, appealed_at__isnull=False, answered_at__isnull=True)
    if not open_ones.update(
        answered_at=clock.now(), answered_by=by, answer=verdict, answer_words=words.strip()[:MOST_WORDS]
    ):
        raise Refused(_("There is no open appeal here: somebody answered it before."))
    decision.refresh_from_db()
    facts = {"decision": decision.pk, "granted": granted, "at": moment_of(decision)}
    record(f"{noun(decision)}.appeal_answered", decision.subject, by=by.subject, facts=facts)
    if granted and decision.member:
        settle([decision.member])
    return decision


@transaction.atomic
def reopen(decision: Decision, *, by: Member) -> Decision:
    """Take back an answer of the last 30 seconds: the appeal waits again, for any editor but the one who decided first.

    What the answer said stays in the event. Raises ``Refused``.
    """
    must_edit(by)
    if by.pk in {decision.by_id, decision.member_id}:
        raise Refused(_("Another editor than the one who decided answers an appeal."))
    said = {"decision": decision.pk, "answer": decision.answer, "words": decision.answer_words}
    answered = Decision.objects.filter(pk=decision.pk, answered_at__gt=clock.now() - WITHIN)
    if not answered.update(answered_at=None, answered_by=None, answer="", answer_words=""):
        raise Refused(_("It is too late to undo this."))
    record(f"{noun(decision)}.appeal_reopened", decision.subject, by=by.subject, facts=said)
    decision.refresh_from_db()
    if decision.member:
        settle([decision.member])
    return decision


def granted_with(made: Decision) -> Decision | None:
    """The decision that fell when ``made`` was decided in its place (rule "appeal")."""
    fell = Decision.objects.filter(subject=made.subject, answer=Decision.Answer.GRANTED)
    return fell.order_by("-answered_at").first() if made.rule == "appeal" else None


def moment_of(decision: Decision) -> str:
    """Tells one answer from another that was given after the first was taken back."""
    return decision.answered_at.isoformat() if decision.answered_at else ""


def noun(decision: Decision) -> str:
    """The event's room: "story" of "story:42"."""
    return decision.subject.partition(":")[0]
