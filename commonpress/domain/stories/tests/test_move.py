from collections.abc import Callable

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.move import move, rename
from commonpress.engines.site import redirects


def test_the_address_stays_when_the_section_changes(story: Story, ada: Member) -> None:
    before = story.get_absolute_url()
    move(story, Section.objects.create(slug="other", name="Other"), by=ada)
    assert Story.objects.get(pk=story.pk).get_absolute_url() == before


def test_an_old_slug_leads_to_the_new_one_without_a_chain(story: Story, ada: Member) -> None:
    first = story.get_absolute_url()
    rename(story, "second name", by=ada)
    second = story.get_absolute_url()
    rename(story, "third name", by=ada)
    assert redirects.target_of(first) == redirects.target_of(second) == story.get_absolute_url()


def test_a_story_may_take_its_old_name_back(make_story: Callable[..., Story], ada: Member) -> None:
    story = make_story("Fog")
    first = story.get_absolute_url()
    rename(story, "mist", by=ada)
    rename(story, "fog", by=ada)
    assert story.get_absolute_url() == first
    assert redirects.target_of(first) is None
