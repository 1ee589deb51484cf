"""Changing what readers have already: an author's new text stands apart until somebody may let it out."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused, may, spend
from commonpress.domain.members.models import Decision, Member, Trust
from commonpress.domain.stories import pictured, text
from commonpress.domain.stories.correct import Weight, Wording, correct, mend_typo
from commonpress.domain.stories.editors import edits, must_edit_it, signs
from commonpress.domain.stories.errors import Conflict, Incomplete, WrongState
from commonpress.domain.stories.grounds import Ground, lead_author, signers_of, trusted_as
from commonpress.domain.stories.matter import matter_of_proposal
from commonpress.domain.stories.models import Correction, Proposal, Revision, Story
from commonpress.engines.checks.matter import Matter
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

Result = Correction | Revision | Proposal
State = Proposal.State


@transaction.atomic
def amend(
    story: Story, wording: Wording, *, by: Member, seen: int, note: str = "", weight: str = Weight.SUBSTANCE
) -> Result:
    """Change a published story. Substance needs a ``note`` for readers; a typo is listed but quiet.

    An editor's change, and a trusted author's, is before readers at once. Everybody else's, and a trusted author's of a
    text an editor changed last, is a ``Proposal`` for the desk. Raises ``Refused``, ``WrongState``, ``Conflict``,
    ``Incomplete``.
    """
    current = may_amend(story, by)
    if current.seen != seen:
        raise Conflict(current, wording)
    if weight == Weight.SUBSTANCE and not note.strip():
        raise Incomplete("note", _("Tell readers what was wrong and what it should have said."))
    if edits(by, current.section_id):
        return put(current, wording, note, weight, by=by, ground=Ground.EDITOR, seen=seen)
    if is_trusted_now(current, by):
        return put(current, wording, note, weight, by=by, ground=Ground.TRUST, seen=seen)
    return propose(current, wording, note, weight, by)


def may_amend(story: Story, by: Member) -> Story:
    may(by, "amend")
    current = Story.objects.select_related("section").get(pk=story.pk)
    if not (signs(by, current) or edits(by, current.section_id)):
        raise Refused(_("This is somebody else's story."))
    if current.state != Story.State.PUBLISHED:
        raise WrongState
    return current


def is_trusted_now(story: Story, by: Member) -> bool:
    return is_ours(story) and trusted_as(signers_of(story)) == Trust.TRUSTED


def is_ours(story: Story) -> bool:
    """What an editor changed, only an editor changes back."""
    last = story.revisions.order_by("-number").values_list("by", flat=True).first()
    return last is None or last in {member.pk for member in signers_of(story)}


def put(
    story: Story,
    wording: Wording,
    note: str,
    weight: str,
    *,
    by: Member | None,
    ground: Ground,
    seen: int,
    checked: Matter | None = None,
) -> Correction | Revision:
    if weight == Weight.TYPO:
        return mend_typo(story, wording, by=by, ground=ground, seen=seen, checked=checked)
    return correct(story, wording, note=note, by=by, ground=ground, seen=seen, checked=checked)


def propose(story: Story, wording: Wording, note: str, weight: str, by: Member) -> Proposal:
    """One waits at a time: a newer one takes the place of the older."""
    spend(by, "amend")
    now = clock.now()
    Proposal.objects.filter(story=story, state=State.WAITING).update(state=State.REPLACED, closed_at=now)
    proposal = Proposal.objects.create(
        story=story,
        headline=text.line(wording.headline, 300),
        standfirst=text.line(wording.standfirst, 1000),
        body=text.clean_body(wording.body),
        hidden=text.hidden_in(wording.body),
        note=text.line(note, 1000),
        weight=weight,
        by=by,
        base=story.seen,
        at=now,
    )
    pictured.noted(story, pictured.stems(proposal.body) - pictured.stems(story.body), by)
    record("story.revision_proposed", story.subject, by=by.subject, facts={"proposal": proposal.pk})
    return proposal


@transaction.atomic
def accept(
    proposal: Proposal, *, by: Member | None, ground: Ground = Ground.EDITOR, words: str = ""
) -> Correction | Revision:
    """Let a proposed text before readers. ``Ground.TRUST``: its author is known and the checks found the proposal clean.

    Raises ``Refused``, ``WrongState`` when it was closed, ``Conflict`` when the story changed meanwhile.
    """
    proposal = Proposal.objects.select_related("story__section", "by").get(pk=proposal.pk)
    story, by_trust = proposal.story, ground == Ground.TRUST
    if by_trust and not is_ours(story):
        raise Refused(_("This waits for the desk."))
    close(proposal, State.ACCEPTED)
    wording = Wording(proposal.headline, proposal.standfirst, proposal.body)
    done = put(
        story,
        wording,
        proposal.note,
        proposal.weight,
        by=proposal.by if by_trust else by,
        ground=ground,
        seen=proposal.base,
        checked=matter_of_proposal(proposal) if by_trust else None,
    )
    actor = None if by_trust else by
    facts = {"proposal": proposal.pk}
    record("story.revision_accepted", story.subject, by=actor.subject if actor else "", facts=facts)
    decide(proposal, story, Decision.Action.REVISED, str(ground), words, actor)
    return done


@transaction.atomic
def refuse(proposal: Proposal, *, words: str, rule: str, by: Member) -> Decision:
    """Leave the story as it stands. Raises ``Refused``, ``WrongState``."""
    story = Story.objects.select_related("section").get(pk=proposal.story_id)
    must_edit_it(by, story)
    close(proposal, State.REFUSED)
    record("story.revision_refused", story.subject, by=by.subject, facts={"proposal": proposal.pk})
    return decide(proposal, story, Decision.Action.REVISION_REFUSED, rule, words, by)


def close(proposal: Proposal, state: str) -> None:
    waiting = Proposal.objects.filter(pk=proposal.pk, state=State.WAITING)
    if not waiting.update(state=state, closed_at=clock.now()):
        raise WrongState
    proposal.state = state


def decide(
    proposal: Proposal, story: Story, action: str, rule: str, words: str, by: Member | None
) -> Decision:
    facts = {"proposal": proposal.pk, "seen": story.seen}
    member = proposal.by or lead_author(story)
    return decided(story.subject, member, action, rule=rule, words=words, facts=facts, by=by)
