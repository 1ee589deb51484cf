"""Every limit of trust is spent by its verb, and a banned member is refused there, whatever the way in."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from commonpress.domain.members import may
from commonpress.domain.members.ban import ban
from commonpress.domain.members.invite import invite
from commonpress.domain.members.may import Limit, Refused, TooOften
from commonpress.domain.members.models import Invitation, Member
from commonpress.domain.members.profile import Profile, change_profile
from commonpress.domain.members.upload import upload
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture
from commonpress.engines.media.tests.make import jpeg
from commonpress.engines.site import options

Act = Callable[[Member], object]


class File:
    """A picture as it is sent."""

    def read(self, size: int, /) -> bytes:
        return jpeg()[:size]


ACTS: dict[str, Act] = {
    "invite": lambda member: invite(member),
    "profile": lambda member: change_profile(member, Profile("Ben", member.handle), by=member),
    "upload": lambda member: upload(member, File(), 900),
}


@pytest.mark.parametrize("action", ACTS)
def test_the_verb_spends_the_limit_of_the_members_level(
    ben: Member, ada: Member, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options.change({"invitations_of_newcomers": 5})
    monkeypatch.setitem(may.LIMITS, action, (Limit(1, may.DAY), Limit(2, may.DAY), Limit(3, may.DAY)))
    ACTS[action](ben)
    with pytest.raises(TooOften):
        ACTS[action](ben)
    for _time in range(3):
        ACTS[action](ada)  # editors have no limits


@pytest.mark.parametrize("action", ACTS)
def test_a_banned_member_is_refused(ben: Member, ada: Member, action: str) -> None:
    ban(ben, reason="Spam.", until=clock.now() + timedelta(days=3), by=ada)
    with pytest.raises(Refused):
        ACTS[action](ben)
    assert not Invitation.objects.exists()
    assert not Picture.objects.exists()


def test_the_limits_are_those_of_the_docs() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "accounts.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| [^|]+?( \*)? \| `([a-z-]+)` \| (\d+) \| (\d+) \| (\d+) \| (a day|an hour) \|$", page, re.M
    )
    spans = {"a day": may.DAY, "an hour": may.HOUR}
    written = {name: tuple(Limit(int(most), spans[per]) for most in levels) for _, name, *levels, per in rows}
    assert written == may.LIMITS
    assert {name for star, name, *_ in rows if star} == may.ALWAYS & may.LIMITS.keys()
