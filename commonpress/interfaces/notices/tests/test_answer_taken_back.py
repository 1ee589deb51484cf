from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories import appeal as appeals
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.interfaces.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_the_author_hears_only_of_the_answer_that_stands(
    make_story: Callable[..., Story], ada: Member, ben: Member, owner: Member
) -> None:
    story = submit(make_story("The ferry is late again", published=False, authors=[ben]), by=ben)
    declined = decline(story, words="Not for us.", rule="off_topic", by=ada)
    appeals.appeal(declined, "It is about our town.", by=ben)
    appeals.take_back(appeals.answer(declined, False, "It stands.", by=owner), by=owner)
    declined.refresh_from_db()
    appeals.answer(declined, True, "He is right.", by=owner)
    with clock.frozen(clock.now() + timedelta(seconds=40)):
        while work.run_due():
            pass
    (told,) = Notice.objects.filter(member=ben, kind="story.appeal_answered")
    assert told.facts["granted"]
