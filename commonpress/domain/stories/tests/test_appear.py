from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from commonpress.domain.members.ban import ban
from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.appear import CALM, Watch, let_out
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.revise import revise
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import readers
from commonpress.engines.lib import clock

Make = Callable[..., Story]
HOUR = timedelta(hours=1)


@pytest.fixture
def waiting(make_story: Make, ben: Member) -> Story:
    return submit(make_story("Canary", published=False), by=ben)


def test_a_scheduled_story_appears_at_its_minute_and_not_before(
    waiting: Story, ada: Member, client: Client
) -> None:
    due = clock.now() + HOUR
    schedule(waiting, at=due, by=ada, ground=Ground.EDITOR)
    with clock.frozen(due - timedelta(seconds=1)):
        assert let_out() == 0
        with pytest.raises(Refused):
            publish(waiting, by=None, ground=Ground.DUE)
    with clock.frozen(due):
        assert let_out() == 1
        assert let_out() == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.published_at, waiting.ground) == ("published", due, "editor")
    assert client.get(waiting.get_absolute_url()).status_code == 200
    rules = list(Decision.objects.order_by("pk").values_list("action", "rule"))
    assert rules == [("scheduled", "editor"), ("published", "due")]


def test_ben_schedules_nothing_and_changes_nothing_that_is_scheduled(
    waiting: Story, ada: Member, ben: Member
) -> None:
    for ground in Ground:
        with pytest.raises(Refused):
            schedule(waiting, at=clock.now(), by=ben, ground=ground)
    schedule(waiting, at=clock.now() + HOUR, by=ada, ground=Ground.EDITOR)
    with pytest.raises(WrongState, match="approved"):
        revise(waiting, {"body": "<p>Buy now.</p>"}, by=ben, seen=waiting.seen)


def test_nothing_is_scheduled_before_its_embargo_ends(waiting: Story, ada: Member) -> None:
    ends = clock.now() + 2 * HOUR
    story = revise(waiting, {"embargo_until": ends}, by=ada, seen=0)
    with pytest.raises(WrongState, match="embargo"):
        schedule(story, at=ends - HOUR, by=ada, ground=Ground.EDITOR)
    schedule(story, at=ends, by=ada, ground=Ground.EDITOR)
    with clock.frozen(ends):
        assert let_out() == 1


def test_what_trust_scheduled_waits_again_when_trust_is_lost(
    make_story: Make, ben: Member, ada: Member, owner: Member
) -> None:
    for editor in (ada, owner) * 3:
        with transaction.atomic():
            decided("story:9", ben, "published", rule="editor", by=editor)
    due = clock.now() + HOUR
    story = schedule(submit(make_story(published=False), by=ben), at=due, by=ben, ground=Ground.TRUST)
    ban(ben, reason="Adverts.", until=due + HOUR, by=ada)
    with clock.frozen(due):
        assert let_out() == 0
    story.refresh_from_db()
    assert (story.state, story.due_at, story.ground) == ("submitted", None, "")


def test_an_hour_that_never_was_publishes_nothing() -> None:
    watch = Watch()
    assert watch.is_steady(1000.0, 10.0)
    assert watch.is_steady(1002.0, 12.0)
    assert not watch.is_steady(4600.0, 14.0)
    assert not watch.is_steady(1006.0, 16.0)  # and back
    assert not watch.is_steady(1000.0 + CALM, 10.0 + CALM)
    assert watch.is_steady(1010.0 + CALM, 20.0 + CALM)


def test_the_worker_is_told() -> None:
    assert {"appear", "trust"} <= readers.followers().keys()
