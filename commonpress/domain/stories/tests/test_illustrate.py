from collections.abc import Callable

from commonpress.domain.members.models import Member
from commonpress.domain.stories.illustrate import illustrate
from commonpress.domain.stories.models import Revision, Story
from commonpress.engines.events.models import Event
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg

Make = Callable[..., Story]


def test_a_picture_that_came_late_stands_in_the_story(make_story: Make, ada: Member) -> None:
    story = make_story()
    told, picture = story.updated_at, store(jpeg(), alt="A ferry")
    assert illustrate(story, f'{story.body}<img src="/media/{picture.name}">', picture=picture, by=None)
    story.refresh_from_db()
    assert picture.name in story.body
    assert (story.picture, story.updated_at) == (picture, told)
    assert story.revisions.get(number=2).weight == Revision.Weight.TYPO
    assert story.subject in Event.objects.get(kind="story.mended").stale


def test_nothing_happens_when_nothing_is_new(make_story: Make, ada: Member) -> None:
    story = make_story()
    assert not illustrate(story, story.body, by=None)
    assert not Event.objects.filter(kind="story.mended").exists()
    assert story.revisions.count() == 1


def test_the_page_of_a_draft_is_made_old_by_nothing(make_story: Make, ada: Member) -> None:
    draft = make_story(published=False)
    assert illustrate(draft, "<p>Another word.</p>", by=None)
    assert Event.objects.get(kind="story.mended").stale == []
