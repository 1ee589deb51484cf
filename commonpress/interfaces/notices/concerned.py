"""Whom an event concerns, and the facts their notice is made of."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events.models import Event
from commonpress.interfaces.notices.kinds import KINDS
from commonpress.interfaces.notices.models import Notice

# A verb writes its decision right after its event, in the same transaction.
SAME_MOMENT = timedelta(seconds=10)

OWN_DOINGS = frozenset({"token.made"})  # told to who did it: it may have been somebody in their chair

Facts = dict[str, Any]
Told = Iterable[tuple[Member, Facts]]


def concerned(event: Event, decision: Decision | None) -> Told:
    """Members with the facts of their notice; never the one who did it."""
    found: Finds = EXCEPTIONS.get(event.kind, SUBJECTS.get(event.subject.partition(":")[0], nobody))
    return [
        (member, facts)
        for member, facts in found(event, decision)
        if not (member.is_gone or did_it(member, event, decision))
    ]


def decision_of(event: Event) -> Decision | None:
    """The decision the event tells of: named in its facts, or written in the same moment."""
    named = event.facts.get("decision")
    if named:
        return Decision.objects.filter(pk=named).first()
    actions = KINDS[event.kind].actions
    near = Decision.objects.filter(
        subject=event.subject, action__in=actions, at__gte=event.at, at__lte=event.at + SAME_MOMENT
    )
    return near.order_by("pk").first() if actions else None


def did_it(member: Member, event: Event, decision: Decision | None) -> bool:
    if event.kind in OWN_DOINGS:
        return False
    # What goes out by trust is recorded as its author's doing, and decided by nobody: its author wants to know.
    if decision and not event.kind.endswith(".appeal_answered"):
        return decision.by_id == member.pk
    return event.by == member.subject


def nobody(event: Event, decision: Decision | None) -> Told:
    return []


def signers(event: Event, decision: Decision | None) -> Told:
    """All who sign a story."""
    story = story_of(event)
    if story is None:
        return []
    signed = Member.objects.filter(pk__in=story.bylines.values("member"), is_active=True).order_by("pk")
    facts = about(story) | said(event, decision)
    return [(member, facts | {"may": may(member, decision)}) for member in signed]


def affected(event: Event, decision: Decision | None) -> Told:
    """The one member a decision, or an event about an account, concerns. A closed account is told what closed it."""
    member = decision.member if decision else member_named(event.subject)
    story = story_of(event)
    return [(member, (about(story) if story else {}) | said(event, decision))] if member else []


def again_or_signers(event: Event, decision: Decision | None) -> Told:
    """Back after an appeal: the answer to that tells it."""
    return [] if event.facts.get("again") else signers(event, decision)


def asked(event: Event, decision: Decision | None) -> Told:
    """Who is asked to sign."""
    member, story = member_named(str(event.facts.get("member", ""))), story_of(event)
    return [(member, about(story))] if member and story and not event.facts.get("again") else []


def told_before(event: Event, decision: Decision | None) -> Told:
    """What nobody was told need not be taken back before anybody."""
    before = Notice.objects.filter(subject=event.subject, facts__decision=event.facts.get("decision"))
    heard = set(before.values_list("member", flat=True))
    found = affected(event, decision) if event.kind == "comment.undone" else signers(event, None)
    nothing = {"rule": "", "words": ""}  # of what no longer holds
    return [(member, facts | nothing) for member, facts in found if member.pk in heard]


def others_who_sign(event: Event, decision: Decision | None) -> Told:
    """Who proposed the correction is told that it was accepted."""
    near = Decision.objects.filter(subject=event.subject, at__gte=event.at, at__lte=event.at + SAME_MOMENT)
    proposed = set(near.filter(action=Decision.Action.REVISED).values_list("member", flat=True))
    return [(member, facts) for member, facts in signers(event, decision) if member.pk not in proposed]


def addressed(event: Event, decision: Decision | None) -> Told:
    """Whom a comment answers, names or concerns as an author; nobody once readers do not see it."""
    what, _colon, number = event.subject.partition(":")
    if what != "comment" or not number.isdecimal():
        return []
    comment = Comment.objects.select_related("story").filter(pk=number).first()
    if comment is None or comment.state != Comment.State.VISIBLE:
        return []
    found = Member.objects.filter(pk__in=event.facts.get("members", []), is_active=True).order_by("pk")
    facts = about(comment.story) | {"who": comment.author_name, "comment": comment.pk}
    return [(member, facts) for member in found]


Finds = Callable[[Event, Decision | None], Told]
EXCEPTIONS: dict[str, Finds] = {
    "story.published": again_or_signers,
    "story.undone": told_before,
    "story.corrected": others_who_sign,
    "story.revision_accepted": affected,
    "comment.undone": told_before,
    "comment.answered": addressed,
    "comment.named": addressed,
    "comment.under_mine": addressed,
    "story.byline_offered": asked,
    "story.appeal_answered": affected,
    "story.revision_refused": affected,
    "flag.raised": affected,
    "flag.dismissed": affected,
}
SUBJECTS: dict[str, Finds] = {
    "story": signers,
    "comment": affected,
    "member": affected,
}


def story_of(event: Event) -> Story | None:
    """The story an event is about, or the one commented on."""
    what, _colon, number = event.subject.partition(":")
    if not number.isdecimal():
        return None
    if what == "comment":
        comment = Comment.objects.select_related("story").filter(pk=number).first()
        return comment.story if comment else None
    return Story.objects.filter(pk=number).defer("body").first() if what == "story" else None


def member_named(subject: str) -> Member | None:
    number = subject.removeprefix("member:")
    return Member.objects.filter(pk=number).first() if number.isdecimal() else None


def about(story: Story) -> Facts:
    address = story.get_absolute_url() if story.path else ""
    return {"headline": story.headline, "story": story.pk, "address": address}


def said(event: Event, decision: Decision | None) -> Facts:
    """What was decided, by which rule and in whose words."""
    facts = {
        name: event.facts[name] for name in ("words", "due_at", "until", "granted") if name in event.facts
    }
    if decision is None:
        return facts
    is_answer = event.kind.endswith(".appeal_answered")
    told = {"decision": decision.pk, "rule": decision.rule, "words": decision.words}
    return facts | told | ({"words": decision.answer_words} if is_answer else {})


def may(member: Member, decision: Decision | None) -> bool:
    """Whether what may be done about it is this member's to do: an appeal is the first author's."""
    return decision is None or decision.action == Decision.Action.RETURNED or decision.member_id == member.pk
