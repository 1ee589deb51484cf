from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonpress.domain.members import ban as banning
from commonpress.domain.members.appeal import answer, appeal
from commonpress.domain.members.ban import ban, lift
from commonpress.domain.members.decide import decided
from commonpress.domain.members.hear import hear
from commonpress.domain.members.may import Refused, TooOften, may, spend
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.role import give_role
from commonpress.engines.lib import clock

Action = Decision.Action
DAY = timedelta(days=1)


@pytest.fixture
def declined(ben: Member, ada: Member) -> Decision:
    with transaction.atomic():
        return decided("story:1", ben, Action.DECLINED, rule="promotion", words="An advert.", by=ada)


def test_a_decision_is_neither_altered_nor_deleted(declined: Decision) -> None:
    declined.words = "Other words."
    for forbidden in (
        declined.save,
        declined.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.filter(pk=declined.pk).update(words="Other words."),
    ):
        with pytest.raises(TypeError):
            forbidden()
    assert Decision.objects.get().words == "An advert."


def test_no_decision_outside_of_a_transaction(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        decided("story:1", None, Action.DECLINED, rule="x", by=None)


def test_ben_appeals_once_and_another_editor_answers(declined: Decision, ben: Member, owner: Member) -> None:
    appeal(declined, "It is news.", by=ben)
    with pytest.raises(Refused):
        appeal(declined, "It is.", by=ben)
    answered = answer(declined, True, "You are right.", by=owner)
    assert (answered.answer, answered.answered_by, answered.answer_words) == (
        "granted",
        owner,
        "You are right.",
    )
    with pytest.raises(Refused):
        answer(declined, False, "No.", by=owner)


def test_neither_cleo_nor_the_one_who_decided_may(
    declined: Decision, ben: Member, cleo: Member, ada: Member
) -> None:
    with pytest.raises(Refused):
        appeal(declined, "It is news.", by=cleo)
    appeal(declined, "It is news.", by=ben)
    for member in (ada, cleo, ben):
        with pytest.raises(Refused):
            answer(declined, True, "Yes.", by=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=declined.pk).update(answered_by=ada)


def test_an_appeal_needs_words_and_comes_in_time(declined: Decision, ben: Member) -> None:
    with pytest.raises(Refused, match="few words"):
        appeal(declined, " ", by=ben)
    with clock.frozen(clock.now() + 200 * DAY), pytest.raises(Refused, match="no longer"):
        appeal(declined, "It is news.", by=ben)
    assert declined.remedies == ("appeal",)


def test_an_approval_leaves_nothing_to_appeal(ben: Member, ada: Member) -> None:
    with transaction.atomic():
        decision = decided("story:1", ben, Action.PUBLISHED, rule="editor", by=ada)
    assert decision.remedies == ()
    with pytest.raises(Refused):
        appeal(decision, "Why?", by=ben)


def test_the_flagged_author_is_heard_once(ben: Member, cleo: Member) -> None:
    with transaction.atomic():
        flagged = decided("story:1", ben, Action.FLAGGED, rule="false", by=None)
    with pytest.raises(Refused):
        hear(flagged, "I was there.", by=cleo)
    assert hear(flagged, "I was there.", by=ben).heard_words == "I was there."
    with pytest.raises(Refused):
        hear(flagged, "Really.", by=ben)
    flagged.refresh_from_db()
    assert flagged.remedies == ()


def test_a_ban_holds_until_it_ends_or_is_lifted(dan: Member, ada: Member) -> None:
    decision = ban(dan, reason="Floods.", until=clock.now() + DAY, by=ada)
    assert (decision.action, decision.words, decision.remedies) == ("banned", "Floods.", ("appeal",))
    with pytest.raises(Refused, match=r"Floods\."):
        may(dan, "write")
    may(dan, "appeal")
    with clock.frozen(clock.now() + 2 * DAY):
        may(dan, "write")
    assert lift(dan, by=ada)
    may(dan, "write")
    assert not lift(dan, by=ada)


def test_who_may_not_ban(ben: Member, cleo: Member, ada: Member, owner: Member) -> None:
    until = clock.now() + DAY
    for member, by in ((ben, cleo), (owner, ada), (ada, ada)):
        with pytest.raises(Refused):
            ban(member, reason="x", until=until, by=by)
    with pytest.raises(Refused, match="past"):
        ban(ben, reason="x", until=clock.now() - DAY, by=ada)
    ban(ada, reason="x", until=until, by=owner)
    with pytest.raises(Refused):
        ban(ben, reason="x", until=until, by=ada)
    with pytest.raises(Refused):
        banning.lift(ada, by=ada)


def test_a_closed_account_may_nothing_and_only_the_owner_gives_roles(
    ben: Member, ada: Member, owner: Member
) -> None:
    with pytest.raises(Refused):
        give_role(ben, Member.Role.EDITOR, is_active=True, by=ada)
    give_role(ben, Member.Role.MEMBER, is_active=False, by=owner)
    for action in ("write", "appeal"):
        with pytest.raises(Refused, match="closed"):
            may(ben, action)
    before = {"role": "member", "is_active": True}
    assert Decision.objects.get(action="role").facts == {
        "role": "member",
        "is_active": False,
        "before": before,
    }


def test_who_does_a_thing_too_often_waits(dan: Member, ada: Member) -> None:
    for _ in range(10):
        spend(dan, "submit")
    with pytest.raises(TooOften):
        spend(dan, "submit")
    with clock.frozen(clock.now() + DAY):
        spend(dan, "submit")
    for _ in range(30):
        spend(ada, "submit")
