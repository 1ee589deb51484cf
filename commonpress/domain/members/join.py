from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members import invite
from commonpress.domain.members.doors import Door, door
from commonpress.domain.members.models import Application, Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock, text
from commonpress.engines.site import options


class NotOpen(Exception):
    """Nobody may join this way at the moment; the message may be shown."""


def is_open(token: str) -> bool:
    """Whether somebody who carries this invitation (or none) may join now."""
    if door() == Door.CLOSED:
        return False
    return door() != Door.INVITATION or invite.is_good(token)


@transaction.atomic
def join(member: Member, *, token: str = "", answer: str = "") -> Member:
    """Store a new member, whichever way they came. Raises ``NotOpen``.

    An invitation is used up whatever the door, so that the tree of who invited whom is whole. By application the member
    waits until ``admit``; an invitation goes past that.
    """
    invited = bool(token) and invite.is_good(token)
    if not is_open(token):
        raise NotOpen(_("The paper takes no new members this way at the moment."))
    member.waits = door() == Door.APPLICATION and not invited
    member.save()
    if invited:
        member.invited_by = invite.use(token, member)
        if member.invited_by is None and door() == Door.INVITATION:
            raise NotOpen(_("This invitation was used by somebody else."))
        member.save(update_fields=["invited_by"])
    if member.waits:
        question, words = options.paper().sign_up_question, text.normalise(answer).strip()
        Application.objects.create(member=member, question=question, answer=words[:2000], at=clock.now())
    record("member.joined", member.subject, facts={"door": door().value, "waits": member.waits})
    return member


@transaction.atomic
def apply(member: Member) -> None:
    """Their mail address is theirs: now the desk sees the application. Safe to call again."""
    changed = Application.objects.filter(member=member, state=Application.State.UNCONFIRMED).update(
        state=Application.State.WAITING
    )
    if changed:
        record("member.applied", member.subject, by=member.subject)
