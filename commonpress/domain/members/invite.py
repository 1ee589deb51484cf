"""Invitations: links a member gives to people they know. The tree of who invited whom is kept."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from commonpress.domain.members.may import may, spend
from commonpress.domain.members.models import Invitation, Member, Trust
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock, text
from commonpress.engines.site import options

LIFE = timedelta(days=30)
OF_AN_EDITOR = 100  # open at once


class NoneLeft(Exception):
    """The member has given all their invitations; the message may be shown."""


@transaction.atomic
def invite(by: Member, *, note: str = "") -> str:
    """Make an invitation and answer its token, which is shown once and stored nowhere. Raises ``NoneLeft``, ``Refused``."""
    may(by, "invite")
    Member.objects.select_for_update().get(pk=by.pk)  # two windows of one member ask one after the other
    if left(by) < 1:
        raise NoneLeft(_("You have given all your invitations."))
    spend(by, "invite")
    token = secrets.token_urlsafe(18)
    now = clock.now()
    made = Invitation.objects.create(
        by=by, key=key_of(token), note=text.excerpt(text.normalise(note), 120), at=now, until=now + LIFE
    )
    record("member.invited", by.subject, by=by.subject, facts={"invitation": made.pk})
    return token


def left(member: Member) -> int:
    """How many more a member may give. Those that ran out unused come back."""
    counted = Q(used_at__isnull=False) | Q(until__gt=clock.now())
    given = Invitation.objects.filter(counted, by=member)
    if member.is_editor:
        return OF_AN_EDITOR - given.filter(used_at=None).count()
    return max(0, most(member) - given.count())


def most(member: Member) -> int:
    """As many as the owner lets somebody of this level give: who is trusted answers for whom they bring."""
    paper = options.paper()
    of = {
        Trust.NEWCOMER: paper.invitations_of_newcomers,
        Trust.KNOWN: paper.invitations_of_known,
        Trust.TRUSTED: paper.invitations_of_trusted,
    }
    return of[Trust(member.trust)]


def is_good(token: str) -> bool:
    """Whether the token opens the door now: unused, in time, and of a member who is still here."""
    return good(token).exists()


def good(token: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        key=key_of(token), used_at=None, until__gt=clock.now(), by__is_active=True
    )


def use(token: str, member: Member) -> Member | None:
    """Use the invitation up for ``member`` and answer who gave it; ``None`` when another was first."""
    giver = Member.objects.filter(pk__in=good(token).values("by")).first()
    if not good(token).update(used_at=clock.now(), used_by=member):
        return None
    return giver


@transaction.atomic
def take_back(invitation: Invitation, *, by: Member) -> bool:
    """Make an unused invitation worthless. Answers whether it was still unused."""
    deleted, _rows = Invitation.objects.filter(pk=invitation.pk, used_at=None).delete()
    return bool(deleted)


def tree(root: Member | None = None) -> list[tuple[int, Member]]:
    """Who invited whom, each with its depth, parents before children. Two queries, whatever the size."""
    children: dict[int | None, list[Member]] = {}
    for member in Member.objects.filter(invited_by__isnull=False).order_by("joined_at").defer("password"):
        children.setdefault(member.invited_by_id, []).append(member)
    invited = {member.pk for group in children.values() for member in group}
    first = Member.objects.filter(pk__in=[pk for pk in children if pk not in invited]).order_by("joined_at")
    found: list[tuple[int, Member]] = []
    waiting = [(0, member) for member in reversed([root] if root else list(first))]
    while waiting:
        depth, member = waiting.pop()
        found.append((depth, member))
        waiting += [(depth + 1, child) for child in reversed(children.get(member.pk, []))]
    return found


def key_of(token: str) -> str:
    return salted_hmac("members.invitation", token, algorithm="sha256").hexdigest()
