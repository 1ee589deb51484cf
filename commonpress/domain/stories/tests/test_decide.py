"""The desk's verbs over one story, each with its refusal."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.errors import Conflict, Incomplete, WrongState
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.models import Section, SectionEditor, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.revise import revise
from commonpress.domain.stories.submit import submit, take_back
from commonpress.engines.lib import clock

Make = Callable[..., Story]


@pytest.fixture
def waiting(make_story: Make, ben: Member) -> Story:
    return submit(make_story(published=False), by=ben)


def test_ada_publishes_what_ben_handed_in_and_that_is_on_record(
    waiting: Story, ada: Member, ben: Member
) -> None:
    publish(waiting, by=ada, ground=Ground.EDITOR, words="Well told.")
    decision = Decision.objects.get()
    assert (decision.action, decision.rule, decision.by, decision.member) == ("published", "editor", ada, ben)
    assert (decision.subject, decision.words) == (waiting.subject, "Well told.")
    assert decision.facts["before"]["state"] == Story.State.SUBMITTED


def test_neither_ben_nor_cleo_publishes_bens_story(waiting: Story, ben: Member, cleo: Member) -> None:
    for ground in Ground:
        for member in (ben, cleo):
            with pytest.raises(Refused):
                publish(waiting, by=member, ground=ground)
    waiting.refresh_from_db()
    assert waiting.state == Story.State.SUBMITTED
    assert not Decision.objects.exists()


def test_nobody_publishes_a_draft_that_was_not_handed_in(make_story: Make, ada: Member) -> None:
    with pytest.raises(WrongState):
        publish(make_story(published=False), by=ada, ground=Ground.EDITOR)


def test_what_changed_since_it_was_read_does_not_go_out(waiting: Story, ada: Member, ben: Member) -> None:
    read = waiting.seen
    revise(take_back(waiting, by=ben), {"body": "<p>Buy now.</p>"}, by=ben, seen=read)
    submit(waiting, by=ben)
    with pytest.raises(Conflict):
        publish(waiting, by=ada, ground=Ground.EDITOR, seen=read)


def test_a_section_editor_decides_in_their_sections_only(waiting: Story, ada: Member) -> None:
    sport = Section.objects.create(slug="sport", name="Sport")
    row = SectionEditor.objects.create(member=ada, section=sport)
    for verb in (
        lambda: publish(waiting, by=ada, ground=Ground.EDITOR),
        lambda: hand_back(waiting, words="x", rule="other", by=ada),
        lambda: decline(waiting, words="x", rule="other", by=ada),
    ):
        with pytest.raises(Refused, match="edited by others"):
            verb()
    Section.objects.filter(pk=waiting.section_id).update(parent=sport)
    publish(waiting, by=ada, ground=Ground.EDITOR)
    assert row.section.editors.count() == 1


def test_a_story_is_handed_back_with_words_and_comes_again(waiting: Story, ada: Member, ben: Member) -> None:
    with pytest.raises(Incomplete):
        hand_back(waiting, words=" ", rule="sources", by=ada)
    decision = hand_back(waiting, words="Who said so?", rule="sources", by=ada)
    assert (decision.rule, decision.words, decision.remedies) == (
        "sources",
        "Who said so?",
        ("revise", "submit"),
    )
    revise(waiting, {"body": "<p>The harbour master said so.</p>"}, by=ben, seen=waiting.seen)
    waiting.refresh_from_db()
    assert submit(waiting, by=ben).state == Story.State.SUBMITTED


def test_a_declined_story_is_neither_revised_nor_handed_in_again(
    waiting: Story, ada: Member, ben: Member
) -> None:
    decision = decline(waiting, words="An advertisement.", rule="promotion", by=ada, spam=True)
    assert (decision.action, decision.remedies) == ("spam", ("appeal",))
    with pytest.raises(WrongState):
        revise(waiting, {"headline": "x"}, by=ben, seen=waiting.seen)
    with pytest.raises(WrongState):
        submit(waiting, by=ben)


def test_ben_and_cleo_decide_nothing(waiting: Story, ben: Member, cleo: Member) -> None:
    for member in (ben, cleo):
        with pytest.raises(Refused):
            hand_back(waiting, words="x", rule="other", by=member)
        with pytest.raises(Refused):
            decline(waiting, words="x", rule="other", by=member)


def test_a_story_under_embargo_is_not_published_early(waiting: Story, ada: Member) -> None:
    ends = clock.now() + timedelta(hours=2)
    revise(waiting, {"embargo_until": ends}, by=ada, seen=waiting.seen)
    waiting.refresh_from_db()
    with pytest.raises(WrongState, match="embargo"):
        publish(waiting, by=ada, ground=Ground.EDITOR)
    with clock.frozen(ends + timedelta(seconds=1)):
        publish(waiting, by=ada, ground=Ground.EDITOR)
