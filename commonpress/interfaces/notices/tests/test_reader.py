"""Events become notices: whom they reach, in which words, when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.moderate import hide, show
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.settle_flags import dismiss
from commonpress.domain.conversation.settle_flags import undo as undo_dismissal
from commonpress.domain.members.appeal import answer, appeal
from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.amend import accept, amend
from commonpress.domain.stories.cobyline import offer_byline
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.models import Proposal, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.undo import undo
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events import work
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.site.mail import speaking
from commonpress.interfaces.notices import reader
from commonpress.interfaces.notices.kinds import KINDS
from commonpress.interfaces.notices.models import Notice
from commonpress.interfaces.notices.told import Told, told

Make = Callable[..., Story]
Later = Callable[[], None]


def newest(member: Member) -> Told:
    return told(Notice.objects.filter(member=member).order_by("-at", "-pk")[0])


def test_ben_is_told_what_was_decided_why_and_what_he_may_do(
    waiting: Story, ben: Member, ada: Member, later: Later
) -> None:
    hand_back(waiting, words="Who said that?\nName the source.", rule="unsourced", by=ada)
    later()
    said = newest(ben)
    assert said.title == "Changes are asked: The ferry is back"
    assert (said.rule, said.words) == ("sources are missing", "Who said that?\nName the source.")
    assert "send it in again" in said.may
    assert said.address == f"/studio/{waiting.pk}/"


def test_nobody_is_told_of_stories_that_moved_in(waiting: Story, make_story: Make, later: Later) -> None:
    moved = make_story("The old ferry", published=False)
    publish(moved, by=None, ground=Ground.MOVED_IN, at=clock.now() - timedelta(days=900))
    later()
    assert not Notice.objects.exists()


def test_a_declined_author_is_led_to_the_appeal(
    waiting: Story, ben: Member, ada: Member, later: Later
) -> None:
    decision = decline(waiting, words="It is an advertisement.", rule="promotion", by=ada)
    later()
    said = newest(ben)
    assert (said.title, said.rule) == ("Not for this paper: The ferry is back", "advertising")
    assert "another editor" in said.may
    assert said.address == f"/decision/{decision.pk}/"


def test_the_words_are_romanian_for_who_reads_romanian(
    waiting: Story, ben: Member, ada: Member, later: Later
) -> None:
    Member.objects.filter(pk=ben.pk).update(language="ro")
    decline(waiting, words="x", rule="promotion", by=ada)
    later()
    with speaking("ro"):
        assert newest(ben).title == "Respins: The ferry is back"


def test_a_decision_is_told_only_when_it_can_no_longer_be_undone(
    waiting: Story, ben: Member, ada: Member, later: Later
) -> None:
    publish(waiting, by=ada, ground=Ground.EDITOR)
    while work.run_due():
        pass
    assert not Notice.objects.exists()
    later()
    assert newest(ben).title == "Published: The ferry is back"
    assert newest(ben).address == waiting.get_absolute_url()


def test_what_was_undone_is_told_to_nobody(waiting: Story, ada: Member, later: Later) -> None:
    undo(decline(waiting, words="Wrong key.", rule="promotion", by=ada), by=ada)
    later()
    assert not Notice.objects.exists()


def test_what_was_told_and_then_undone_is_taken_back(
    waiting: Story, ben: Member, ada: Member, later: Later
) -> None:
    """The worker may be early: clocks of two machines differ."""
    decision = decline(waiting, words="x", rule="promotion", by=ada)
    reader.tell(Event.objects.get(kind="story.declined"))
    undo(decision, by=ada)
    later()
    assert newest(ben).title == "The decision was taken back: The ferry is back"


def test_every_decision_after_publication_is_told(
    story: Story, ben: Member, ada: Member, later: Later
) -> None:
    words = Wording(headline="The ferry was late", standfirst="", body="<p>At one.</p>")
    story.refresh_from_db()
    amend(story, words, by=ada, seen=story.seen, note="It was one o'clock.")
    later()
    assert newest(ben).title == "Corrected: The ferry was late"
    story.refresh_from_db()
    withdraw(story, reason="The source took it back.", by=ada)
    later()
    assert newest(ben).title == "Withdrawn: The ferry was late"
    assert newest(ben).words == "The source took it back."


def test_the_day_of_a_scheduled_story_is_told(waiting: Story, ben: Member, ada: Member, later: Later) -> None:
    at = clock.now() + timedelta(days=2)
    schedule(waiting, at=at, by=ada, ground=Ground.EDITOR)
    later()
    assert str(at.year) in newest(ben).title
    assert newest(ben).title.startswith("Will appear ")


def test_an_answered_appeal_is_told_with_its_outcome(
    waiting: Story, ben: Member, ada: Member, owner: Member, later: Later
) -> None:
    decision = decline(waiting, words="x", rule="promotion", by=ada)
    later()
    appeal(decision, "It is news.", by=ben)
    answer(decision, False, "We looked again.", by=owner)
    later()
    said = newest(ben)
    assert said.title == "Your appeal about “The ferry is back”: the decision stands"
    assert said.words == "We looked again."


def test_a_ban_is_told_with_its_end_and_its_reason(dan: Member, ada: Member, later: Later) -> None:
    ban(dan, reason="Flooding the desk", until=clock.now() + timedelta(days=3), by=ada)
    later()
    said = newest(dan)
    assert said.title.startswith("You may write nothing here before ")
    assert said.words == "Flooding the desk"


def test_a_flagged_author_is_asked_how_they_see_it(
    story: Story, ben: Member, cleo: Member, later: Later
) -> None:
    later()
    Notice.objects.all().delete()
    flag(story, "false", "It never came back.", by=cleo)
    later()
    assert newest(ben).title == "A reader objects: The ferry is back"
    assert Notice.objects.count() == 1, "who flagged is not told, nor is anybody told who flagged"
    assert "never came back" not in str(Notice.objects.get().facts)


def test_who_is_asked_to_sign_is_told(make_story: Make, ben: Member, cleo: Member, later: Later) -> None:
    offer_byline(make_story(published=False), "cleo", by=ben)
    later()
    assert newest(cleo).title == "You are asked to sign: The ferry is back"
    assert not Notice.objects.filter(member=ben).exists()


def test_a_new_token_is_told_to_its_member(ben: Member, later: Later) -> None:
    with transaction.atomic():
        record("token.made", ben.subject, by=ben.subject, facts={"token": 1, "scopes": ["read"]})
    later()
    assert newest(ben).address == "/account/tokens/"


def test_who_decided_is_not_told_and_every_author_is(
    make_story: Make, ben: Member, cleo: Member, ada: Member, owner: Member, later: Later
) -> None:
    from commonpress.domain.stories.submit import submit

    story = submit(make_story(published=False, authors=[ben, cleo, ada]), by=ben)
    decline(story, words="x", rule="promotion", by=owner)
    later()
    assert set(Notice.objects.values_list("member__handle", flat=True)) == {"ben", "cleo", "ada"}
    assert newest(ben).may
    assert newest(cleo).may == "", "the appeal is the first author's"
    assert newest(cleo).address == f"/studio/{story.pk}/"
    other = submit(make_story(published=False, authors=[ben, ada]), by=ben)
    publish(other, by=ada, ground=Ground.EDITOR)
    later()
    assert set(Notice.objects.filter(kind="story.published").values_list("member__handle", flat=True)) == {
        "ben"
    }


def test_a_closed_account_is_told_nothing_of_stories(
    waiting: Story, ben: Member, ada: Member, later: Later
) -> None:
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    hand_back(waiting, words="x", rule="unsourced", by=ada)
    later()
    assert not Notice.objects.exists()


def test_an_event_read_twice_makes_one_notice(waiting: Story, ada: Member) -> None:
    hand_back(waiting, words="x", rule="unsourced", by=ada)
    event = Event.objects.get(kind="story.returned")
    reader.tell(event)
    reader.tell(event)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("subject", ["story:999999", "story:none", "member:999999", "picture:1", "comment:9"])
def test_what_is_gone_is_told_to_nobody(kind: str, subject: str, ada: Member) -> None:
    reader.tell(record(kind, subject, by=ada.subject))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_its_words(name: str, ben: Member) -> None:
    facts = {"headline": "50 % of {0.__class__} {{ 7*7 }}", "due_at": "2026-11-30T08:00:00+00:00"}
    said = told(Notice(member=ben, kind=name, facts=facts))
    assert said.title
    assert "%(" not in said.title + said.may


def test_a_headline_is_never_a_template(ben: Member) -> None:
    hostile = "{{ 7*7 }} %(words)s {0.__class__} %s"
    notice = Notice(member=ben, kind="story.published", facts={"headline": hostile})
    assert told(notice).title == f"Published: {hostile}"


def test_every_decision_that_may_be_appealed_is_mailed_whatever_was_chosen() -> None:
    appealable: set[Any] = {
        Decision.Action.DECLINED,
        Decision.Action.WITHDRAWN,
        Decision.Action.HIDDEN,
        Decision.Action.BANNED,
    }
    required = {action for kind in KINDS.values() if kind.is_required for action in kind.actions}
    assert appealable <= required


def test_an_accepted_revision_is_told_once_and_not_as_somebody_elses_correction(
    story: Story, ben: Member, ada: Member, later: Later
) -> None:
    later()
    Notice.objects.all().delete()
    wording = Wording("The ferry is back", "", "<p>The ferry came back at one.</p>")
    proposal = amend(story, wording, note="It was one.", by=ben, seen=story.seen)
    assert isinstance(proposal, Proposal)
    accept(proposal, by=ada)
    later()
    assert newest(ben).title == "Your new text is before readers: The ferry is back"
    assert newest(ben).address == story.get_absolute_url()
    assert Notice.objects.count() == 1


def test_what_becomes_of_a_comment_is_told_to_who_wrote_it(
    story: Story, dan: Member, ada: Member, later: Later
) -> None:
    comment = post(story, "I saw it too.", member=dan)
    show(comment, by=ada)
    later()
    assert newest(dan).title == "Readers see your comment: The ferry is back"
    hidden = hide(comment, by=ada, rule="editor", words="It names a child.")
    later()
    assert (newest(dan).words, newest(dan).address) == (
        "It names a child.",
        f"/decision/{hidden and hidden.pk}/",
    )


def test_a_dismissed_flag_is_told_with_the_decision(
    story: Story, ben: Member, cleo: Member, ada: Member, later: Later
) -> None:
    flag(story, "false", "It never came back.", by=cleo)
    decision = dismiss(story, by=ada)
    later()
    assert newest(ben).title == "Left as it is: The ferry is back"
    assert newest(ben).address == f"/decision/{decision and decision.pk}/"


def test_of_a_dismissal_that_was_taken_back_nobody_is_told(
    story: Story, ben: Member, cleo: Member, ada: Member, later: Later
) -> None:
    flag(story, "false", "It never came back.", by=cleo)
    decision = dismiss(story, by=ada)
    assert decision
    undo_dismissal(decision, by=ada)
    later()
    assert [one.kind for one in Notice.objects.filter(member=ben).exclude(kind="story.published")] == [
        "flag.raised"
    ]


def test_who_left_is_told_nothing(story: Story, ben: Member, ada: Member, later: Later) -> None:
    later()
    Notice.objects.all().delete()
    Member.objects.filter(pk=ben.pk).update(is_active=False, is_gone=True)
    withdraw(story, reason="x", by=ada)
    later()
    assert not Notice.objects.exists()
