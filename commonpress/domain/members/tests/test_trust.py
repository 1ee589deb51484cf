from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import limit
from commonpress.domain.members.models import Decision, Member, Trust
from commonpress.domain.members.role import give_role
from commonpress.domain.members.settle import settle_all
from commonpress.domain.members.trust import HALF_LIFE, bears, level, levels, standing, why
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock

Action = Decision.Action


def judge(
    member: Member, action: str, by: Member | None, *, rule: str = "editor", at: datetime | None = None
) -> Decision:
    with transaction.atomic():
        subject = f"story:{Decision.objects.count() + 1}"
        return decided(subject, member, action, rule=rule, by=by, at=at)


def test_two_editors_make_a_newcomer_known_and_more_approvals_trusted(
    ben: Member, ada: Member, owner: Member
) -> None:
    assert level(ben) == Trust.NEWCOMER
    judge(ben, Action.PUBLISHED, ada)
    judge(ben, Action.PUBLISHED, owner)
    assert level(ben) == Trust.KNOWN
    for _ in range(4):
        judge(ben, Action.PUBLISHED, ada)
    assert level(ben) == Trust.TRUSTED
    ben.refresh_from_db()
    assert ben.trust == Trust.TRUSTED


@pytest.mark.parametrize("rule", ["editor", "read", "own", "trusted", "moved-in", "author"])
@pytest.mark.parametrize("action", Action.values)
def test_what_moves_a_standing_bears_on_the_level(ben: Member, ada: Member, action: str, rule: str) -> None:
    for by in (ada, None):
        before = standing(ben).counts
        judge(ben, action, by, rule=rule)
        assert standing(ben).counts == before or bears(action, rule, by)


def test_copy_moved_in_is_decided_with_one_query(
    ben: Member, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with transaction.atomic(), django_assert_num_queries(1):
        decided("story:1", ben, Action.PUBLISHED, rule="moved-in", by=None)


def test_one_editor_alone_makes_nobody_known(ben: Member, ada: Member) -> None:
    for _ in range(20):
        judge(ben, Action.PUBLISHED, ada)
    assert level(ben) == Trust.NEWCOMER


def test_a_decline_costs_and_spam_costs_more(ben: Member, ada: Member, owner: Member) -> None:
    for editor in (ada, owner, ada):
        judge(ben, Action.PUBLISHED, editor)
    judge(ben, Action.DECLINED, ada)
    assert level(ben) == Trust.KNOWN
    judge(ben, Action.DECLINED, owner)
    assert level(ben) == Trust.NEWCOMER


def test_an_old_account_falls_as_fast_as_any_other(ben: Member, ada: Member, owner: Member) -> None:
    for number in range(30):
        judge(ben, Action.PUBLISHED, ada if number % 2 else owner)
    judge(ben, Action.SPAM, ada)
    assert level(ben) == Trust.KNOWN
    judge(ben, Action.SPAM, ada)
    assert level(ben) == Trust.NEWCOMER


def test_trust_decays_and_the_pages_with_the_name_become_stale(
    ben: Member, ada: Member, owner: Member
) -> None:
    for editor in (ada, owner):
        judge(ben, Action.PUBLISHED, editor)
    with clock.frozen(clock.now() + HALF_LIFE + timedelta(days=1)):
        assert level(ben) == Trust.NEWCOMER
        assert settle_all() == 1
        assert settle_all() == 0
    changed = Event.objects.filter(kind="member.trust_changed").order_by("pk")
    assert [event.facts["now"] for event in changed] == [Trust.KNOWN, Trust.NEWCOMER]
    assert changed[1].stale == ["author:ben", ben.subject]


@pytest.mark.parametrize("rule", ["own", "trusted", "known-and-clean", "moved-in", "due", "appeal"])
def test_what_no_other_editor_read_earns_nothing(ben: Member, ada: Member, owner: Member, rule: str) -> None:
    for editor in (ada, owner):
        judge(ben, Action.PUBLISHED, editor, rule=rule)
    assert level(ben) == Trust.NEWCOMER


def test_a_role_is_no_trust(ben: Member, owner: Member) -> None:
    give_role(ben, Member.Role.EDITOR, is_active=True, by=owner)
    assert level(ben) == Trust.NEWCOMER


def test_what_was_undone_or_fell_on_appeal_does_not_count(ben: Member, ada: Member, owner: Member) -> None:
    first, second = judge(ben, Action.PUBLISHED, ada), judge(ben, Action.PUBLISHED, owner)
    no = judge(ben, Action.DECLINED, ada)
    assert level(ben) == Trust.NEWCOMER
    Decision.objects.filter(pk=no.pk).update(answer=Decision.Answer.GRANTED)
    assert level(ben) == Trust.KNOWN
    with transaction.atomic():
        decided(second.subject, ben, Action.UNDONE, rule="undo", by=owner, undoes=second)
    assert level(ben) == Trust.NEWCOMER
    assert first.pk


def test_taking_ones_own_story_back_costs_nothing(ben: Member, ada: Member, owner: Member) -> None:
    for editor in (ada, owner):
        judge(ben, Action.PUBLISHED, editor)
    judge(ben, Action.WITHDRAWN, ben, rule="author")
    assert level(ben) == Trust.KNOWN


def test_two_hundred_members_are_levelled_in_one_query(
    ada: Member, owner: Member, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    members = [
        Member.objects.create(email=f"{n}@example.org", handle=f"m{n}", name=str(n)) for n in range(200)
    ]
    now = clock.now()
    Decision.objects.bulk_create(
        Decision(
            subject=f"story:{n}", member=member, action=Action.PUBLISHED, rule="editor", by=editor, at=now
        )
        for n, member in enumerate(members[:100])
        for editor in (ada, owner)
    )
    with django_assert_num_queries(1):
        found = levels(members)
    assert list(found.values()) == [Trust.KNOWN] * 100 + [Trust.NEWCOMER] * 100


def test_the_reasons_are_given_in_sentences(ben: Member, ada: Member) -> None:
    assert why(ben)[1] == "The desk has approved nothing yet."
    judge(ben, Action.PUBLISHED, ada)
    judge(ben, Action.DECLINED, ada)
    assert why(ben) == [
        "Newcomer: every story waits for the desk.",
        "1 approval, weighing 1.0, by 1 editor; two different ones are needed.",
        "Against it: declined: 1; weighing 1.5.",
        "Each weighs half as much after half a year.",
    ]


def test_limits_grow_with_trust_and_editors_have_none(ben: Member, ada: Member) -> None:
    first = limit(ben, "submit")
    ben.trust = Trust.TRUSTED
    later = limit(ben, "submit")
    assert first
    assert later
    assert first.most < later.most
    assert limit(ada, "submit") is None
