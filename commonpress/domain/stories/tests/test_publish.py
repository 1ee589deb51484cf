from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.site import options

Make = Callable[..., Story]


def test_a_published_story_has_an_address_by_month_in_the_papers_zone(make_story: Make, ada: Member) -> None:
    options.change({"zone": "Europe/Bucharest"})
    draft = make_story("New year on the quay", published=False)
    publish(draft, by=None, ground=Ground.MOVED_IN, at=datetime(2025, 12, 31, 22, 30, tzinfo=UTC))
    assert draft.get_absolute_url() == "/2026/01/new-year-on-the-quay/"


def test_a_story_is_published_once(make_story: Make, ada: Member, ben: Member) -> None:
    draft = make_story(published=False)
    submit(draft, by=ben)
    publish(draft, by=ada, ground=Ground.EDITOR)
    with pytest.raises(WrongState):
        publish(draft, by=ada, ground=Ground.EDITOR)
    assert Event.objects.filter(kind="story.published").count() == 1


def test_a_withdrawn_story_cannot_be_published_again(make_story: Make, ada: Member) -> None:
    story = make_story()
    withdraw(story, reason="The ferry never came.", by=ada)
    with pytest.raises(WrongState):
        publish(story, by=ada, ground=Ground.EDITOR)


def test_the_same_headline_twice_in_a_month_gets_a_number(make_story: Make) -> None:
    first, second = make_story("Fog"), make_story("Fog")
    assert second.path == f"{first.path}-2"


def test_nothing_is_published_in_the_future(make_story: Make, ada: Member) -> None:
    draft = make_story(published=False)
    publish(draft, by=None, ground=Ground.MOVED_IN, at=clock.now() + timedelta(days=30))
    assert draft.published_at is not None
    assert draft.published_at <= clock.now()


def test_the_database_refuses_a_public_story_without_a_place(section: Section) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.create(
            section=section, language="en", slug="x", headline="X", state="published", created_at=clock.now()
        )


def test_the_event_names_every_page_that_shows_the_story(make_story: Make) -> None:
    story = make_story(topics=["Ferry"])
    stale = Event.objects.get(kind="story.published").stale
    assert {"front", story.subject, "section:harbour", "topic:ferry", "author:ben"} <= set(stale)
