from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.post import post
from commonpress.domain.members import may
from commonpress.domain.members.ban import ban
from commonpress.domain.members.may import Limit, Refused, TooOften
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock

Act = Callable[[Story, Member], object]
ACTS: dict[str, Act] = {
    "comment": lambda story, member: post(story, "I saw it too.", member=member),
    "flag": lambda story, member: flag(story, Flag.Reason.FALSE, by=member),
}


@pytest.mark.parametrize("action", ACTS)
def test_dan_is_slowed_down_and_ada_is_not(
    story: Story, dan: Member, ada: Member, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(may.LIMITS, action, (Limit(1, may.HOUR),) * 3)
    ACTS[action](story, dan)
    with pytest.raises(TooOften):
        ACTS[action](story, dan)
    for _time in range(3):
        ACTS[action](story, ada)


@pytest.mark.parametrize("action", ACTS)
def test_a_banned_member_does_neither(story: Story, dan: Member, ada: Member, action: str) -> None:
    ban(dan, reason="Spam.", until=clock.now() + timedelta(days=3), by=ada)
    with pytest.raises(Refused):
        ACTS[action](story, dan)
    assert not Comment.objects.exists()
    assert not Flag.objects.exists()


def test_what_is_moved_in_costs_its_author_nothing(
    story: Story, dan: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(may.LIMITS, "comment", (Limit(1, may.HOUR),) * 3)
    for _time in range(3):
        post(story, "Years ago.", member=dan, state=Comment.State.VISIBLE)
