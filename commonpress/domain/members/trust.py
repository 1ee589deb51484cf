"""How far the desk has come to trust a member: computed from its decisions, and from nothing else.

An approval is a story an editor other than its author published, or read afterwards and left standing. It weighs 1
on the day and half as much after half a year. What the desk declined or took back weighs against it in the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.domain.members.models import Decision, Member, Trust
from commonpress.engines.lib import clock

__all__ = ["Trust", "bears", "level", "levels", "standing", "standings", "why"]

HALF_LIFE = timedelta(days=182)
HORIZON = 5 * HALF_LIFE  # what is older weighs next to nothing and is not read
EDITORS = 2  # at least so many different ones must have approved
KNOWN_AT, TRUSTED_AT = 1.0, 4.5
MOST = 8.0  # nobody's credit grows beyond this: an old account that is sold falls as fast as any other
READ = 40  # decisions of each kind that are read of one member, the newest

Action = Decision.Action
APPROVED = (Action.PUBLISHED, Action.KEPT)
COST = {Action.DECLINED: 1.5, Action.WITHDRAWN: 1.5, Action.SPAM: 4.0}
# Only these rules stand for an editor's own reading; what was moved in or went out by trust proves nothing.
BY_AUTHOR = "author"
BY_READING = ("editor", "read")


def bears(action: str, rule: str, by: Member | None) -> bool:
    """Whether such a decision can change a level. An import's thousands cannot, and need not be added up again."""
    return action in COST or (action in APPROVED and rule in BY_READING and by is not None)


@dataclass
class Standing:
    """What a member's level is made of."""

    earned: float = 0.0
    lost: float = 0.0
    editors: set[int] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def credit(self) -> float:
        return min(self.earned, MOST) - self.lost

    @property
    def level(self) -> Trust:
        if len(self.editors) < EDITORS or self.credit < KNOWN_AT:
            return Trust.NEWCOMER
        return Trust.TRUSTED if self.credit >= TRUSTED_AT else Trust.KNOWN

    def count(self, action: str, by: int | None, at: datetime, now: datetime) -> None:
        weight = 0.5 ** (max(now - at, timedelta()) / HALF_LIFE)
        self.counts[action] += 1
        if action in COST:
            self.lost += weight * COST[Action(action)]
        elif by:
            self.earned += weight
            self.editors.add(by)


def level(member: Member) -> Trust:
    """One query."""
    return standing(member).level


def levels(members: Iterable[Member]) -> dict[int, Trust]:
    """The level of each, by number. One query, however many."""
    return {pk: one.level for pk, one in standings([member.pk for member in members]).items()}


def standing(member: Member) -> Standing:
    return standings([member.pk])[member.pk]


def standings(members: Sequence[int]) -> dict[int, Standing]:
    """What speaks for and against each of these members. One query."""
    now = clock.now()
    found = {pk: Standing() for pk in members}
    for pk, action, by, at in counted(members, now):
        found[pk].count(action, by, at, now)
    return found


def counted(members: Sequence[int], now: datetime) -> Iterable[tuple[int, str, int | None, datetime]]:
    """Member, action, editor and moment of what counts: not undone, not reversed on appeal, not one's own doing."""
    place = Window(RowNumber(), partition_by=[F("member"), F("action")], order_by=[F("at").desc()])
    read = Q(action__in=APPROVED, rule__in=BY_READING, by__isnull=False) | Q(action__in=list(COST))
    return (
        Decision.objects.filter(read, member__in=members, subject__startswith="story:", at__gte=now - HORIZON)
        .filter(undone_by__isnull=True)
        .exclude(answer=Decision.Answer.GRANTED)
        .exclude(action=Action.WITHDRAWN, rule=BY_AUTHOR)
        .filter(Q(by__isnull=True) | ~Q(by=F("member")))
        .annotate(place=place)
        .filter(place__lte=READ)
        .order_by()
        .values_list("member", "action", "by", "at")
    )


def why(member: Member) -> list[str]:
    """The reasons of a member's level in sentences, for editors."""
    found = standing(member)
    return [level_said(found), approvals_said(found), *losses_said(found), decay_said()]


def level_said(found: Standing) -> str:
    if found.level == Trust.TRUSTED:
        return _("Trusted: stories go out at once and are read afterwards.")
    if found.level == Trust.KNOWN:
        return _("Known: stories go out at once when the checks find nothing.")
    return _("Newcomer: every story waits for the desk.")


def approvals_said(found: Standing) -> str:
    number = sum(found.counts[action] for action in APPROVED)
    if not number:
        return _("The desk has approved nothing yet.")
    said = ngettext("%(n)d approval, weighing %(weight)s", "%(n)d approvals, weighing %(weight)s", number) % {
        "n": number,
        "weight": in_words(min(found.earned, MOST)),
    }
    by = ngettext("by %(n)d editor", "by %(n)d editors", len(found.editors)) % {"n": len(found.editors)}
    needed = _("two different ones are needed") if len(found.editors) < EDITORS else ""
    return f"{said}, {by}; {needed}." if needed else f"{said}, {by}."


def losses_said(found: Standing) -> list[str]:
    said = [
        f"{Action(action).label}: {found.counts[action]}"
        for action in (Action.DECLINED, Action.SPAM, Action.WITHDRAWN)
        if found.counts[action]
    ]
    if not said:
        return []
    return [
        _("Against it: %(list)s; weighing %(weight)s.")
        % {"list": ", ".join(said), "weight": in_words(found.lost)}
    ]


def decay_said() -> str:
    return _("Each weighs half as much after half a year.")


def in_words(weight: float) -> str:
    return number_format(round(weight, 1), 1)
