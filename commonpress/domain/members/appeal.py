"""An author asks for a second look, once; another editor answers. What an answer changes is for the rooms above."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused, must_edit, spend
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.remedies import remedies
from commonpress.domain.members.settle import settle
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
    facts = {"decision": decision.pk, "granted": granted}
    record(f"{noun(decision)}.appeal_answered", decision.subject, by=by.subject, facts=facts)
    decision.refresh_from_db()
    if granted and decision.member:
        settle([decision.member])
    return decision


def noun(decision: Decision) -> str:
    """The event's room: "story" of "story:42"."""
    return decision.subject.partition(":")[0]
