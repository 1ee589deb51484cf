import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Lead, Story
from commonpress.domain.stories.withdraw import withdraw


def test_a_withdrawn_story_leaves_the_front_page(story: Story, ada: Member) -> None:
    Lead.objects.create(story=story, position=1)
    withdraw(story, reason="Wrong boat.", by=ada)
    assert (story.state, story.withdrawal_reason) == (Story.State.WITHDRAWN, "Wrong boat.")
    assert not Lead.objects.exists()


def test_a_story_is_withdrawn_once(story: Story, ada: Member) -> None:
    withdraw(story, reason="Wrong boat.", by=ada)
    with pytest.raises(WrongState):
        withdraw(story, reason="Again.", by=ada)
