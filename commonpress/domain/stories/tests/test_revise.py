from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.members.ban import ban
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories.draft import begin
from commonpress.domain.stories.errors import Conflict, Incomplete, WrongState
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.revise import KEEP_EVERY, revise
from commonpress.domain.stories.submit import submit, take_back
from commonpress.domain.stories.write import Credit
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock


@pytest.fixture
def draft(ben: Member, section: Section) -> Story:
    return begin(ben, section, "en")


def test_a_draft_is_begun_written_and_handed_in(draft: Story, ben: Member) -> None:
    story = revise(draft, {"headline": "Fog", "body": "<p>Thick fog.</p>"}, by=ben, seen=0)
    assert (story.headline, story.slug, story.words, story.seen) == ("Fog", "fog", 2, 1)
    submit(story, by=ben, seen=1)
    assert [event.kind for event in Event.objects.order_by("pk")] == [
        "story.begun",
        "story.revised",
        "story.submitted",
    ]


def test_an_empty_story_is_not_handed_in(draft: Story, ben: Member) -> None:
    with pytest.raises(Incomplete) as missing:
        submit(draft, by=ben)
    assert missing.value.field == "headline"


def test_who_saves_on_an_old_text_is_given_both(draft: Story, ben: Member) -> None:
    revise(draft, {"body": "<p>From the first window.</p>"}, by=ben, seen=0)
    with pytest.raises(Conflict) as conflict:
        revise(draft, {"body": "<p>From the second.</p>"}, by=ben, seen=0)
    assert "first" in conflict.value.current.body
    assert conflict.value.yours == {"body": "<p>From the second.</p>"}


def test_cleo_does_not_revise_bens_draft_nor_does_an_editor(
    draft: Story, ben: Member, cleo: Member, ada: Member
) -> None:
    with pytest.raises(Refused):
        revise(draft, {"headline": "Mine"}, by=cleo, seen=0)
    with pytest.raises(WrongState):
        revise(draft, {"headline": "Ours"}, by=ada, seen=0)


def test_a_waiting_story_is_the_desks_until_it_is_taken_back(draft: Story, ben: Member, ada: Member) -> None:
    story = submit(revise(draft, {"headline": "Fog", "body": "<p>Fog.</p>"}, by=ben, seen=0), by=ben)
    with pytest.raises(WrongState, match="Take it back"):
        revise(story, {"headline": "Mist"}, by=ben, seen=1)
    story = revise(story, {"headline": "Mist"}, by=ada, seen=1)
    assert revise(take_back(story, by=ben), {"headline": "Haze"}, by=ben, seen=2).headline == "Haze"


def test_autosaves_keep_few_revisions_and_lose_no_text(draft: Story, ben: Member) -> None:
    now = clock.now()
    for second in range(10):
        with clock.frozen(now + timedelta(seconds=5 * second)):
            words = {"body": f"<p>{'word ' * (50 + second)}</p>"}
            revise(draft, words, by=ben, seen=second, autosave=True)  # type: ignore[arg-type]
    assert draft.revisions.count() == 1
    with clock.frozen(now + timedelta(minutes=1)):
        story = revise(draft, {"body": "<p>Gone.</p>"}, by=ben, seen=10, autosave=True)
    assert story.revisions.count() == 2
    assert len(story.revisions.order_by("-number")[0].body) > 200
    with clock.frozen(now + timedelta(minutes=1) + KEEP_EVERY):
        revise(story, {"body": "<p>Gone again.</p>"}, by=ben, seen=11, autosave=True)
    assert [row.body for row in story.revisions.order_by("number")][-1] == "<p>Gone.</p>"


def test_autosave_records_no_event(draft: Story, ben: Member) -> None:
    revise(draft, {"headline": "Fog"}, by=ben, seen=0, autosave=True)
    assert not Event.objects.filter(kind="story.revised").exists()


def test_topics_credit_and_section_are_revised_too(draft: Story, ben: Member) -> None:
    sport = Section.objects.create(slug="sport", name="Sport")
    credit = Credit(agency="Euxine Press Service", url="https://eps.example/1")
    story = revise(draft, {"topics": ["Ferry"], "credit": credit, "section": sport}, by=ben, seen=0)
    assert (story.section, story.credit.agency, story.topics.get().slug) == (
        sport,
        "Euxine Press Service",
        "ferry",
    )
    revise(story, {"topics": [], "credit": None}, by=ben, seen=1)
    story = Story.objects.get(pk=story.pk)
    assert (story.topics.count(), hasattr(story, "credit")) == (0, False)


def test_no_markup_of_a_contributor_passes_and_no_state_can_be_sent(draft: Story, ben: Member) -> None:
    story = revise(draft, {"body": "<p>x</p><script>alert(1)</script>"}, by=ben, seen=0)
    assert story.body == "<p>x</p>"
    with pytest.raises(Refused):
        revise(story, {"kind": Story.Kind.SPONSORED}, by=ben, seen=1)
    with pytest.raises(KeyError):
        revise(story, {"state": "published"}, by=ben, seen=1)  # type: ignore[typeddict-unknown-key]


def test_a_banned_member_writes_nothing(draft: Story, ben: Member, ada: Member, section: Section) -> None:
    ban(ben, reason="Adverts.", until=clock.now() + timedelta(days=1), by=ada)
    verbs: list[Callable[[], object]] = [
        lambda: begin(ben, section, "en"),
        lambda: revise(draft, {"headline": "x"}, by=ben, seen=0),
        lambda: submit(draft, by=ben),
        lambda: take_back(draft, by=ben),
    ]
    for verb in verbs:
        with pytest.raises(Refused, match=r"Adverts\."):
            verb()
    with clock.frozen(clock.now() + timedelta(days=2)):
        revise(draft, {"headline": "x"}, by=ben, seen=0)
