"""On what grounds a text may reach readers. There is no other way out: every verb that shows one asks here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from commonpress.domain.members import trust
from commonpress.domain.members.may import Refused, may
from commonpress.domain.members.models import Member, Trust
from commonpress.domain.stories.clean import is_clean
from commonpress.domain.stories.editors import must_edit_it, signs
from commonpress.domain.stories.models import Byline, Story
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared


class Ground(models.TextChoices):
    """EDITOR: an editor of the section decided. TRUST: all who sign are trusted, or known and the checks are clean.
    Then ``by`` is one of them; the decision is the machine's.

    MOVED_IN: the owner, or a command at the machine, brings copy from elsewhere. DUE: granted before, its moment came.
    """

    EDITOR = "editor"
    TRUST = "trust"
    MOVED_IN = "moved-in"
    DUE = "due"


State = Story.State
WAITS = frozenset({State.SUBMITTED})
READY = frozenset({State.SUBMITTED, State.SCHEDULED})
OWN = frozenset({State.DRAFT, State.RETURNED})  # an editor's own need not pass through the queue


@dataclass(frozen=True)
class Grant:
    """``rule`` goes into the decision; ``since`` are the states from which the ground leads out."""

    rule: str
    since: frozenset[str]
    by: Member | None


def grant(story: Story, ground: Ground, *, by: Member | None) -> Grant:
    """What this ground allows for this story at this moment. Raises ``Refused``."""
    return GRANTS[ground](story, by)


def by_editor(story: Story, by: Member | None) -> Grant:
    if by is None:
        raise Refused(_("Only editors may do this."))
    must_edit_it(by, story)
    return Grant("own", READY | OWN, by) if signs(by, story) else Grant("editor", READY, by)


def by_trust(story: Story, by: Member | None) -> Grant:
    """The machine decides, on the word of the desk's earlier decisions about everybody who signs."""
    signers = signers_of(story)
    if by is None or by.pk not in {member.pk for member in signers} or story.is_sponsored:
        raise Refused(_("This waits for the desk."))
    least = trusted_as(signers)
    if least < Trust.TRUSTED and not (least == Trust.KNOWN and is_clean(story)):
        raise Refused(_("This waits for the desk."))
    return Grant("trusted" if least == Trust.TRUSTED else "known-and-clean", WAITS, None)


def trusted_as(signers: Sequence[Member]) -> Trust:
    """As far as the least trusted of them. Raises ``Refused`` when one may not act at all."""
    for member in signers:
        may(member, "publish")
    return min(trust.levels(signers).values(), default=Trust.NEWCOMER)


def moved_in(story: Story, by: Member | None) -> Grant:
    if by is not None and by.role != Member.Role.OWNER:
        raise Refused(_("Only the owner may move stories in."))
    if by is not None:
        may(by, "decide")
    return Grant("moved-in", READY | OWN, by)


def due(story: Story, by: Member | None) -> Grant:
    """What an editor granted holds. What trust granted is looked at again: it may be lost meanwhile."""
    if by is not None or story.due_at is None or story.due_at > clock.now() or not story.ground:
        raise Refused(_("Its moment has not come."))
    if story.ground == Ground.TRUST:
        first = signers_of(story)[:1]
        by_trust(story, first[0] if first else None)
    return Grant("due", frozenset({State.SCHEDULED}), None)


SIGNED = Prepared(
    lambda story: Byline.objects.filter(story=story).select_related("member").order_by("position"), story=-1
)


def signers_of(story: Story) -> Sequence[Member]:
    return [line.member for line in SIGNED(story=story.pk)]


def lead_author(story: Story) -> Member | None:
    """Whom a decision about the story concerns. One query."""
    return next(iter(signers_of(story)), None)


GRANTS: dict[Ground, Callable[[Story, Member | None], Grant]] = {
    Ground.EDITOR: by_editor,
    Ground.TRUST: by_trust,
    Ground.MOVED_IN: moved_in,
    Ground.DUE: due,
}
