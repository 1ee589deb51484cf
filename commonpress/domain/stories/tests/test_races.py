"""Eight hands at once: one of them does it. On SQLite and on PostgreSQL."""

from collections.abc import Callable
from functools import partial

import pytest

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.appear import let_out
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.revise import revise
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.undo import undo
from commonpress.domain.stories.verify import verify
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.lib.tests import hands
from commonpress.engines.lib.tests.hands import HANDS

Make = Callable[..., Story]
pytestmark = pytest.mark.django_db(transaction=True)
at_once = partial(hands.at_once, (StoryError, Refused))


def again(story: Story) -> Story:
    return Story.objects.select_related("section").get(pk=story.pk)


@pytest.fixture
def waiting(transactional_db: None, make_story: Make, ben: Member) -> Story:
    return submit(make_story(published=False), by=ben)


def test_one_of_eight_publishes(waiting: Story, ada: Member) -> None:
    assert at_once(lambda _: publish(again(waiting), by=ada, ground=Ground.EDITOR)) == 1
    assert Event.objects.filter(kind="story.published").count() == 1
    assert Decision.objects.filter(action="published").count() == 1


def test_one_of_eight_decides(waiting: Story, ada: Member) -> None:
    verbs: list[Callable[[Story], object]] = [
        lambda story: publish(story, by=ada, ground=Ground.EDITOR),
        lambda story: decline(story, words="No.", rule="other", by=ada),
        lambda story: hand_back(story, words="Why?", rule="other", by=ada),
        lambda story: schedule(story, at=clock.now(), by=ada, ground=Ground.EDITOR),
    ]
    waited = waiting.seen
    # All decide about the text and the state they read before.
    read = [again(waiting) for _ in range(HANDS)]
    assert at_once(lambda number: verbs[number % 4](read[number])) == 1
    assert (Decision.objects.count(), again(waiting).seen) == (1, waited)


def test_one_of_eight_undoes_and_one_worker_lets_out(waiting: Story, ada: Member) -> None:
    decision = decline(waiting, words="No.", rule="other", by=ada)
    assert at_once(lambda _: undo(decision, by=ada)) == 1
    schedule(again(waiting), at=clock.now(), by=ada, ground=Ground.EDITOR)
    at_once(lambda _: let_out())
    assert Decision.objects.filter(action="published").count() == 1


def test_one_of_eight_windows_saves_and_no_text_is_lost(make_story: Make, ben: Member) -> None:
    draft = make_story(published=False)
    assert at_once(lambda n: revise(draft, {"body": f"<p>{n}</p>"}, by=ben, seen=0, autosave=True)) == 1
    assert again(draft).seen == 1


def test_eight_corrections_make_one_chain(make_story: Make, ada: Member) -> None:
    stories = [make_story(f"Story {number}") for number in range(4)]
    done = at_once(
        lambda n: correct(again(stories[n % 4]), Wording(f"Now {n}", "", "<p>x</p>"), note=f"{n}", by=ada)
    )
    assert done == HANDS
    assert list(verify()) == []
