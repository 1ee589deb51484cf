from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.conversation.slow import slow, slowness
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, ada: Member) -> Client:
    """Ada, who edits."""
    client.force_login(ada)
    return client


def stands(story: Story) -> tuple[bool, int]:
    story.refresh_from_db()
    return story.is_open_for_comments, slowness(story)


def test_ada_takes_back_what_she_set_with_one_key(desk: Client, story: Story) -> None:
    at = f"/talk/{story.pk}/settings/"
    assert "data-key" not in desk.get(at).content.decode()
    page = desk.post(at, {"minutes": "5"}, follow=True).content.decode()
    assert stands(story) == (False, 300)
    assert 'name="do" value="undo" data-key="u"' in page
    page = desk.post(at, {"do": "undo"}, follow=True).content.decode()
    assert "The settings are as they were." in page
    assert stands(story) == (True, 0)
    assert "It is too late" in desk.post(at, {"do": "undo"}, follow=True).content.decode()


def test_after_half_a_minute_it_is_too_late(desk: Client, story: Story) -> None:
    at = f"/talk/{story.pk}/settings/"
    desk.post(at, {"minutes": "5"})
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert "It is too late" in desk.post(at, {"do": "undo"}, follow=True).content.decode()
    assert stands(story) == (False, 300)


def test_what_another_editor_set_since_stays(desk: Client, story: Story, owner: Member) -> None:
    at = f"/talk/{story.pk}/settings/"
    desk.post(at, {"minutes": "5"})
    slow(story, 60, by=owner)
    assert "Something else was decided" in desk.post(at, {"do": "undo"}, follow=True).content.decode()
    assert stands(story) == (False, 60)


def test_who_writes_is_told_first_that_it_goes_slowly_and_an_editor_is_not_held_back(
    desk: Client, story: Story, ada: Member, ben: Member
) -> None:
    slow(story, 300, by=ada)
    said = "one comment of yours in 5 minutes"
    assert said not in desk.get(f"/talk/{story.pk}/").content.decode()
    desk.force_login(ben)
    assert said in desk.get(f"/talk/{story.pk}/").content.decode()


def test_saving_without_a_change_offers_nothing_to_undo(desk: Client, story: Story) -> None:
    page = desk.post(f"/talk/{story.pk}/settings/", {"is_open": "on", "minutes": "0"}, follow=True)
    assert "desk-undo" not in page.content.decode()
