"""How many invitations a member may give: by the level of trust, as the owner sets it."""

import pytest

from commonpress.domain.members import invite
from commonpress.domain.members.models import Member, Trust
from commonpress.engines.site import options


@pytest.mark.parametrize(("level", "number"), [(Trust.NEWCOMER, 1), (Trust.KNOWN, 3), (Trust.TRUSTED, 10)])
def test_more_trust_gives_more_invitations(ben: Member, level: Trust, number: int) -> None:
    ben.trust = level
    assert invite.left(ben) == number


def test_the_owner_sets_each_number_and_what_was_given_counts(ben: Member, ada: Member) -> None:
    options.change({"invitations_of_newcomers": 0, "invitations_of_known": 2})
    with pytest.raises(invite.NoneLeft):
        invite.invite(ben)
    ben.trust = Trust.KNOWN
    invite.invite(ben)
    assert invite.left(ben) == 1
    ben.trust = Trust.NEWCOMER
    assert invite.left(ben) == 0, "trust that was lost takes nothing back, and gives nothing more"
    assert invite.left(ada) == invite.OF_AN_EDITOR
