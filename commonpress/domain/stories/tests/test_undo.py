from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member, Trust
from commonpress.domain.stories.amend import accept, amend, refuse
from commonpress.domain.stories.appeal import answer, appeal
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Lead, Proposal, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.undo import WITHIN, undo
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock

Make = Callable[..., Story]


@pytest.fixture
def waiting(make_story: Make, ben: Member) -> Story:
    return submit(make_story(published=False), by=ben)


def newest() -> Decision:
    return Decision.objects.order_by("-pk")[0]


def test_an_undone_publication_answers_404_again_and_its_pages_are_gone(
    waiting: Story, ada: Member, client: Client
) -> None:
    publish(waiting, by=ada, ground=Ground.EDITOR)
    address = waiting.get_absolute_url()
    assert client.get(address).status_code == 200
    story = undo(newest(), by=ada)
    assert (story.state, story.path, story.published_at, story.ground) == ("submitted", None, None, "")
    assert client.get(address).status_code == 404
    stale = Event.objects.get(kind="story.undone").stale
    assert {"front", story.subject, f"!{story.subject}"} <= set(stale)
    publish(story, by=ada, ground=Ground.EDITOR)
    assert story.get_absolute_url() == address


def test_an_undone_withdrawal_is_back_where_it_stood(story: Story, ada: Member, client: Client) -> None:
    Lead.objects.create(story=story, position=1)
    withdraw(story, reason="Wrong boat.", by=ada)
    assert client.get(story.get_absolute_url()).status_code == 410
    undo(newest(), by=ada)
    assert client.get(story.get_absolute_url()).status_code == 200
    assert Lead.objects.get().story == story


def test_a_decision_is_undone_once_in_time_and_by_who_may(waiting: Story, ada: Member, ben: Member) -> None:
    decision = decline(waiting, words="No.", rule="other", by=ada)
    with pytest.raises(Refused):
        undo(decision, by=ben)
    with (
        clock.frozen(clock.now() + WITHIN + timedelta(seconds=1)),
        pytest.raises(WrongState, match="too late"),
    ):
        undo(decision, by=ada)
    assert undo(decision, by=ada).state == Story.State.SUBMITTED
    with pytest.raises(WrongState):
        undo(decision, by=ada)
    with pytest.raises(WrongState):
        undo(newest(), by=ada)


def test_what_was_decided_over_is_not_undone(waiting: Story, ada: Member) -> None:
    publish(waiting, by=ada, ground=Ground.EDITOR)
    first = newest()
    withdraw(waiting, reason="No.", by=ada)
    with pytest.raises(WrongState, match="since"):
        undo(first, by=ada)


def test_an_undone_approval_earns_no_trust(make_story: Make, ben: Member, ada: Member, owner: Member) -> None:
    for editor in (ada, owner):
        publish(submit(make_story(published=False), by=ben), by=editor, ground=Ground.EDITOR)
    ben.refresh_from_db()
    assert ben.trust == Trust.KNOWN
    undo(newest(), by=ada)
    ben.refresh_from_db()
    assert ben.trust == Trust.NEWCOMER


def test_a_granted_appeal_brings_a_declined_story_back_to_the_desk(
    waiting: Story, ada: Member, ben: Member, owner: Member
) -> None:
    decision = decline(waiting, words="No.", rule="other", by=ada)
    appeal(decision, "It is news.", by=ben)
    with pytest.raises(Refused):
        answer(decision, True, "Yes.", by=ada)
    answer(decision, True, "Yes.", by=owner)
    waiting.refresh_from_db()
    assert waiting.state == Story.State.SUBMITTED
    assert Event.objects.filter(kind="story.appeal_answered").count() == 1


def test_a_refused_appeal_changes_nothing(waiting: Story, ada: Member, ben: Member, owner: Member) -> None:
    decision = decline(waiting, words="No.", rule="other", by=ada)
    appeal(decision, "It is news.", by=ben)
    answer(decision, False, "No.", by=owner)
    waiting.refresh_from_db()
    assert waiting.state == Story.State.DECLINED


def test_a_granted_appeal_brings_a_withdrawn_story_back_to_its_readers(
    story: Story, ada: Member, ben: Member, owner: Member, client: Client
) -> None:
    withdraw(story, reason="Wrong boat.", by=ada)
    appeal(newest(), "It was the right boat.", by=ben)
    answer(Decision.objects.get(action="withdrawn"), True, "So it was.", by=owner)
    assert client.get(story.get_absolute_url()).status_code == 200
    assert newest().rule == "appeal"


def test_who_withdraws(story: Story, make_story: Make, ben: Member, cleo: Member) -> None:
    with pytest.raises(Refused):
        withdraw(story, reason="Mine.", by=cleo)
    withdraw(story, reason="I was wrong.", by=ben)
    assert newest().rule == "author"
    assert newest().remedies == ()


def proposed(story: Story, ben: Member, weight: str = "substance") -> Proposal:
    wording = Wording(story.headline, story.standfirst, "<p>Ninety boats.</p>")
    made = amend(story, wording, by=ben, seen=story.seen, note="It was ninety.", weight=weight)
    assert isinstance(made, Proposal)
    return made


def test_a_refused_revision_waits_again(story: Story, ben: Member, ada: Member) -> None:
    proposal = proposed(story, ben)
    undo(refuse(proposal, words="No.", rule="other", by=ada), by=ada)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.closed_at) == (Proposal.State.WAITING, None)
    accept(proposal, by=ada)


@pytest.mark.parametrize("weight", ["substance", "typo"])
def test_an_accepted_revision_waits_again_and_readers_have_the_old_text(
    story: Story, ben: Member, ada: Member, weight: str
) -> None:
    before = story.body
    accept(proposed(story, ben, weight), by=ada)
    undo(newest(), by=ada)
    story.refresh_from_db()
    assert story.body == before
    assert story.corrections.count() == (
        2 if weight == "substance" else 0
    )  # what readers saw stays in the open
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.base) == (Proposal.State.WAITING, story.seen)
    accept(proposal, by=ada)


def test_what_was_corrected_since_is_not_undone(story: Story, ben: Member, ada: Member) -> None:
    accept(proposed(story, ben), by=ada)
    decision = newest()
    story.refresh_from_db()
    amend(story, Wording("New", "", "<p>New</p>"), by=ada, seen=story.seen, note="New.")
    with pytest.raises(WrongState):
        undo(decision, by=ada)
