"""Who may fetch what, asked of the guards themselves. The pages behind them are asked in tests/test_matrix.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from commonpress.domain.conversation import access as talk
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.sponsors import access as sponsors
from commonpress.domain.sponsors.models import Creative, ReportLink
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.domain.stories import access
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import PreviewLink, Revision, Section, SectionEditor, Story
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import access as desk
from commonpress.interfaces.desk.models import Entry

Make = Callable[..., Story]
STATES = list(Story.State)
READABLE = {Story.State.PUBLISHED}
ONCE_READ = {Story.State.PUBLISHED, Story.State.WITHDRAWN}


def found(ask: Callable[..., Any], *about: Any) -> bool:
    try:
        return bool(ask(*about))
    except Http404:
        return False


def in_state(story: Story, state: str) -> Story:
    Story.objects.filter(pk=story.pk).update(state=state, due_at=clock.now())
    story.refresh_from_db()
    return story


@pytest.fixture
def shut(db: None) -> Section:
    """A section that Ada does not edit."""
    return Section.objects.create(slug="shut", name="Shut")


@pytest.mark.parametrize("state", STATES)
def test_a_story_is_given_by_its_state_and_to_whom_it_is_due(
    story: Story, ada: Member, ben: Member, cleo: Member, state: Story.State
) -> None:
    in_state(story, state)
    subject = story.subject
    assert (access.public_among([subject, "story:999"]) == {subject}) is (state in READABLE)
    for listed in (access.published(), access.editorial()):
        assert (story in listed) is (state in READABLE)
    assert bool(access.recommendable([story.pk])) is (state in READABLE)
    assert bool(access.whole([story.pk])) is (state in READABLE)
    at = story.published_at
    assert at
    day = timedelta(days=1)
    assert bool(access.between(at, at + day)) is (state in READABLE)
    assert not access.between(at - day, at)
    assert found(access.at_path, story.path) is (state in ONCE_READ)
    assert found(access.any_story_or_404, story.pk) is (state in ONCE_READ)
    assert found(access.own_story_or_404, ben, story.pk) is (state in ONCE_READ)
    assert not found(access.own_story_or_404, cleo, story.pk)
    assert access.own_or_404(ben, story.pk) == story
    assert story in access.own(ben)
    for stranger in (ada, cleo):
        assert not found(access.own_or_404, stranger, story.pk)
        assert story not in access.own(stranger)
    assert found(access.desk_or_404, ada, story.pk) is (state != Story.State.DRAFT)
    assert not found(access.desk_or_404, ben, story.pk)
    assert access.to_correct_or_404(ben, story.pk) == (story, True)
    assert found(access.to_correct_or_404, ada, story.pk) is (state in READABLE)
    assert not found(access.to_correct_or_404, cleo, story.pk)
    for member, sees in ((ben, state in READABLE), (ada, state in READABLE), (cleo, False)):
        assert (access.correctable(member, str(story.path)) == story.pk) is sees


def test_an_editor_of_sections_sees_those_and_what_is_within(
    make_story: Make, ada: Member, owner: Member, section: Section, shut: Section
) -> None:
    within = Section.objects.create(slug="pier", name="Pier", parent=section)
    SectionEditor.objects.create(member=ada, section=section)
    mine, deeper, foreign = (
        make_story("One", section=section),
        make_story("Two", section=within),
        make_story("Three", section=shut),
    )
    assert set(access.for_desk(ada)) == {mine, deeper}
    assert set(access.for_desk(owner)) == {mine, deeper, foreign}
    assert not found(access.desk_or_404, ada, foreign.pk)
    assert access.correctable(ada, str(foreign.path)) is None


@pytest.mark.parametrize("state", STATES)
def test_a_secret_link_opens_what_is_not_out_for_thirty_days(
    story: Story, ben: Member, state: Story.State
) -> None:
    in_state(story, state)
    link = PreviewLink.objects.create(story=story, token="word", by=ben, at=clock.now())
    is_open = state not in {Story.State.PUBLISHED, Story.State.WITHDRAWN, Story.State.DECLINED}
    assert found(access.preview_or_404, "word") is is_open
    assert not found(access.preview_or_404, "another")
    assert access.preview_ends(link) == link.at + timedelta(days=30)
    assert list(access.open_previews(story)) == [link]
    with clock.frozen(link.at + timedelta(days=30, seconds=1)):
        assert not found(access.preview_or_404, "word")
        assert not access.open_previews(story)
    PreviewLink.objects.update(revoked_at=clock.now())
    assert not found(access.preview_or_404, "word")
    assert not access.open_previews(story)


def test_of_the_changes_only_those_after_publication_are_shown_and_only_typos_whole(
    story: Story, ben: Member
) -> None:
    at = story.published_at
    assert at
    Revision.objects.all().delete()
    for number, weight in enumerate(("", Revision.Weight.TYPO, "", Revision.Weight.TYPO), start=1):
        Revision.objects.create(
            story=story,
            number=number,
            weight=weight,
            by=ben,
            at=at + timedelta(hours=number - 1),
            body=str(number),
        )
    assert [one.number for one in access.changes(story)] == [4, 3, 2]
    for number in (2, 4):
        pair = access.typo(story, number)
        assert pair
        assert [one.number for one in pair] == [number - 1, number]
    for number in (1, 3, 5):
        assert access.typo(story, number) is None, number
    Revision.objects.filter(number=2).update(at=at)
    assert access.typo(story, 2) is None, "it was mended before anybody read it"
    Revision.objects.filter(number=2).update(at=at + timedelta(hours=1), erased_at=at)
    assert access.typo(story, 2) is None
    assert [one.number for one in access.changes(story)] == [4, 3]


def test_what_is_asked_beside_a_story(make_story: Make, ada: Member, ben: Member, cleo: Member) -> None:
    open_one, draft = make_story("One", topics=["Boats"]), make_story("Two", topics=["Nets"], published=False)
    assert [topic.name for topic in access.topics_with_readers()] == ["Boats"]
    assert [section.slug for section in access.sections()] == ["harbour"]
    assert access.corrections(open_one) == []
    correct(open_one, Wording("One", "", "<p>At one.</p>"), note="It was one.", by=ada)
    (correction,) = access.corrections(open_one)
    assert correction.story is open_one
    assert not access.proposals_waiting(open_one)
    assert not access.offers_to(cleo)
    access.with_bylines([open_one, draft])
    assert [line.member for line in open_one.bylines.all()] == [ben]


@pytest.mark.parametrize("state", list(Comment.State))
def test_a_comment_is_given_to_readers_when_it_shows_else_to_its_writer_and_editors(
    story: Story, ada: Member, ben: Member, cleo: Member, state: Comment.State
) -> None:
    said = post(story, "<p>Yes.</p>", member=ben, state=state)
    shows = state == Comment.State.VISIBLE
    assert found(talk.public_or_404, said.subject) is shows
    assert found(talk.comment_or_404, cleo, said.pk) is shows
    for member in (ada, ben):
        assert talk.comment_or_404(member, said.pk) == said
    assert talk.own_or_404(ben, said.pk) == said
    assert not found(talk.own_or_404, cleo, said.pk)
    assert found(talk.shown_or_404, story, said.pk) is (
        state in {Comment.State.VISIBLE, Comment.State.DELETED}
    )
    assert talk.first_author(said) == talk.first_author(story) == ben
    in_state(story, Story.State.WITHDRAWN)
    assert not found(talk.comment_or_404, ada, said.pk)
    assert not found(talk.public_or_404, said.subject)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "story:",
        "story:x",
        "story:-1",
        "story:٣",
        "story:" + "9" * 19,
        "member:1",
        "story:999",
        "comment:9",
    ],
)
def test_no_other_word_is_a_subject(db: None, subject: str) -> None:
    assert not found(talk.public_or_404, subject)


def test_only_what_readers_see_is_commented_or_flagged(story: Story) -> None:
    assert talk.story_or_404(story.pk) == talk.public_or_404(story.subject) == story
    in_state(story, Story.State.SUBMITTED)
    assert not found(talk.story_or_404, story.pk)
    assert not found(talk.public_or_404, story.subject)
    story.bylines.all().delete()
    assert talk.first_author(story) is None


def test_a_report_is_opened_by_its_own_link_while_it_holds(db: None) -> None:
    campaign, other = booked(), booked(sponsor="Nets", starts=20, ends=30)
    link = ReportLink.objects.create(campaign=campaign, token="word", at=clock.now())
    assert sponsors.shared_or_404("word") == sponsors.campaign_or_404(campaign.pk) == campaign
    assert sponsors.link_or_404(campaign, link.pk) == link
    assert sponsors.sponsor_or_404(campaign.sponsor_id) == campaign.sponsor
    creative = campaign.creatives.get()
    assert sponsors.creative_or_404(creative.pk) == sponsors.led_to_or_404(creative.pk) == creative
    assert not found(sponsors.link_or_404, other, link.pk)
    assert not found(sponsors.shared_or_404, "another")
    for ask in (sponsors.campaign_or_404, sponsors.sponsor_or_404, sponsors.creative_or_404):
        assert not found(ask, 999)
    ReportLink.objects.update(revoked_at=clock.now())
    assert not found(sponsors.shared_or_404, "word")
    Creative.objects.update(address="http://127.0.0.1/")
    assert not found(sponsors.led_to_or_404, creative.pk)


def test_the_desk_gives_an_editor_of_sections_those_alone(
    story: Story, ada: Member, ben: Member, owner: Member, section: Section, shut: Section
) -> None:
    here, there, account = (
        Entry.objects.create(kind=kind, subject=subject, section=where, headline="x", at=clock.now())
        for kind, subject, where in (
            ("story", story.subject, section),
            ("story", "story:9", shut),
            ("account", "member:9", None),
        )
    )
    said = post(story, "<p>Yes.</p>", member=ben, state=Comment.State.VISIBLE)
    ours, talked, theirs = (
        Decision.objects.create(
            action="published", subject=subject, by=owner, at=clock.now(), appealed_at=clock.now()
        )
        for subject in (story.subject, said.subject, "story:9")
    )
    assert set(desk.waiting(owner)) == set(desk.waiting(ada)) == {here, there, account}
    SectionEditor.objects.create(member=ada, section=section)
    assert set(desk.waiting(ada)) == {here}
    assert not desk.waiting(ben)
    assert desk.entry_or_404(ada, here.pk) == here
    for hidden in (there, account):
        assert not found(desk.entry_or_404, ada, hidden.pk)
    assert set(desk.decisions(owner)) >= set(desk.appeals(owner)) == {ours, talked, theirs}
    assert set(desk.decisions(ada)) >= set(desk.appeals(ada)) == {ours, talked}
    assert theirs not in desk.decisions(ada)
    assert not desk.decisions(ben)
    assert desk.decision_or_404(ada, ours.pk) == ours
    assert not found(desk.decision_or_404, ada, theirs.pk)
    hers = Decision.objects.create(action="published", subject="story:10", by=ada, at=clock.now())
    assert desk.decision_or_404(ada, hers.pk) == hers, "what one decided one may read"
    assert set(desk.sections()) == {section, shut}
