from datetime import timedelta

import pytest

from commonpress.domain.members.admit import admit, refuse
from commonpress.domain.members.ban import ban, lift
from commonpress.domain.members.may import Refused, current_ban
from commonpress.domain.members.models import Application, Decision, Member
from commonpress.domain.members.undo import WITHIN, undo
from commonpress.engines.lib import clock

Action = Decision.Action


@pytest.fixture
def applicant(cleo: Member) -> Member:
    Application.objects.create(member=cleo, answer="I row.", state=Application.State.WAITING, at=clock.now())
    Member.objects.filter(pk=cleo.pk).update(waits=True)
    cleo.refresh_from_db()
    return cleo


def newest() -> Decision:
    return Decision.objects.order_by("-pk")[0]


def banned(member: Member, by: Member) -> Decision:
    return ban(member, reason="Insults.", until=clock.now() + timedelta(days=7), by=by)


def test_a_ban_is_undone_and_a_lifted_one_holds_again(cleo: Member, ada: Member) -> None:
    undo(banned(cleo, ada), by=ada)
    assert current_ban(cleo) is None
    banned(cleo, ada)
    lift(cleo, by=ada)
    assert current_ban(cleo) is None
    undo(newest(), by=ada)
    assert current_ban(cleo) is not None


def test_who_was_let_in_or_turned_away_waits_again(applicant: Member, ada: Member) -> None:
    for decide, action in ((admit, Action.ADMITTED), (refuse, Action.TURNED_AWAY)):
        decide(applicant, by=ada, **({"words": "No."} if decide is refuse else {}))
        assert (newest().action, newest().subject, newest().by) == (action, applicant.subject, ada)
        undo(newest(), by=ada)
        applicant.refresh_from_db()
        assert (applicant.waits, applicant.is_active) == (True, True)
        assert applicant.application.state == Application.State.WAITING
        assert newest().action == Action.UNDONE


def test_it_is_undone_once_in_time_and_by_an_editor(cleo: Member, ada: Member, ben: Member) -> None:
    decision = banned(cleo, ada)
    with pytest.raises(Refused):
        undo(decision, by=ben)
    with clock.frozen(clock.now() + WITHIN + timedelta(seconds=1)), pytest.raises(Refused, match="too late"):
        undo(decision, by=ada)
    undo(decision, by=ada)
    with pytest.raises(Refused):
        undo(decision, by=ada)


def test_of_two_decisions_the_newest_alone_is_undone(cleo: Member, ada: Member) -> None:
    first = banned(cleo, ada)
    lift(cleo, by=ada)
    with pytest.raises(Refused, match="decided since"):
        undo(first, by=ada)
