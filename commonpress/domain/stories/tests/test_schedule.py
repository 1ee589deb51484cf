from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.submit import submit
from commonpress.engines.lib import clock


def test_what_was_granted_before_grants_nothing_new(
    make_story: Callable[..., Story], ada: Member, ben: Member
) -> None:
    """Else a moment that came could be put off again and again, and the trust that granted it never looked at."""
    story = make_story(published=False)
    submit(story, by=ben)
    soon = clock.now() + timedelta(minutes=1)
    schedule(story, at=soon, by=ada, ground=Ground.EDITOR)
    with clock.frozen(soon + timedelta(minutes=1)), pytest.raises(Refused):
        schedule(story, at=clock.now(), by=None, ground=Ground.DUE)
