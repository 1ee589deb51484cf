from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.members.decide import decided
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.models import Proposal, Story
from commonpress.domain.stories.submit import submit, take_back
from commonpress.engines.checks import archive, links_visit, run, store
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.models import Report
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import acts, intake, lessons
from commonpress.interfaces.desk.models import Entry, Lesson, LinkedDomain
from commonpress.interfaces.desk.tests.conftest import settled

HandIn = Callable[..., Entry]
Make = Callable[..., Story]
SOUND = "The ferry was late again on Monday"


def trust(member: Member, editors: list[Member], times: int) -> None:
    """Approvals by these editors, as their decisions would have left them."""
    with transaction.atomic():
        for number in range(times):
            by = editors[number % len(editors)]
            decided(f"story:{9000 + number}", member, Decision.Action.PUBLISHED, rule="editor", by=by)


def story_of(entry: Entry) -> Story:
    return Story.objects.get(pk=entry.subject.partition(":")[2])


def test_a_newcomers_story_always_waits(hand_in: HandIn) -> None:
    entry = hand_in(SOUND)
    assert (entry.state, story_of(entry).state) == ("waiting", "submitted")
    assert Report.objects.filter(subject=entry.subject).count() == 1


def test_a_known_authors_clean_story_goes_out_and_is_read_afterwards(
    hand_in: HandIn, ben: Member, ada: Member, bo: Member
) -> None:
    trust(ben, [ada, bo], 2)
    entry = hand_in(SOUND)
    assert story_of(entry).state == Story.State.PUBLISHED
    assert entry.state == Entry.State.WAITING
    loud = hand_in("BOATS AND FERRIES GONE AGAIN TODAY")
    assert story_of(loud).state == Story.State.SUBMITTED


def test_one_editors_word_is_not_enough(hand_in: HandIn, ben: Member, ada: Member) -> None:
    trust(ben, [ada], 6)
    assert story_of(hand_in(SOUND)).state == Story.State.SUBMITTED


def test_it_is_safe_to_run_twice(hand_in: HandIn) -> None:
    entry = hand_in(body='<p>See <a href="https://www.shop.example/a">this</a>.</p>')
    made = Report.objects.filter(subject=entry.subject).count()
    for event in Event.objects.filter(kind="story.submitted"):
        intake.take_in(event)
    assert Entry.objects.count() == 1
    assert Report.objects.filter(subject=entry.subject).count() == made
    assert [one.name for one in LinkedDomain.objects.all()] == ["shop.example"]


def test_what_was_decided_elsewhere_leaves_the_queue(hand_in: HandIn, ada: Member) -> None:
    entry = hand_in()
    decline(story_of(entry), words="No.", rule="other", by=ada)
    settled()
    entry.refresh_from_db()
    assert entry.state == Entry.State.DECIDED


def test_what_the_author_takes_back_leaves_it_too_and_comes_again(hand_in: HandIn, ben: Member) -> None:
    entry = hand_in()
    story = take_back(story_of(entry), by=ben)
    settled()
    entry.refresh_from_db()
    assert entry.state == Entry.State.DECIDED
    submit(story, by=ben)
    settled()
    entry.refresh_from_db()
    assert entry.state == Entry.State.WAITING


def test_a_waiting_comment_comes_before_the_desk_and_a_known_members_does_not(
    story: Story, ben: Member, dan: Member, ada: Member, bo: Member
) -> None:
    trust(ben, [ada, bo], 2)
    waiting = post(story, "I saw it differently, from the quay.", member=dan)
    shown = post(story, "I was there and it was so.", member=ben)
    settled()
    assert Entry.objects.get(kind=Entry.Kind.COMMENT).subject == waiting.subject
    shown.refresh_from_db()
    assert shown.state == Comment.State.VISIBLE


def test_the_checks_learn_only_when_nothing_can_be_undone_any_more(
    hand_in: HandIn, at_desk: object, ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[str] = []
    monkeypatch.setattr(archive, "learn", lambda _matter, label: learned.append(label))
    monkeypatch.setattr(archive, "unlearn", lambda _matter, label: learned.append(f"not {label}"))
    entry = hand_in()
    decline(story_of(entry), words="Spam.", rule="spam", by=ada, spam=True)
    settled()
    assert learned == []
    with clock.frozen(clock.now() + timedelta(seconds=36)):
        settled()
    assert learned == ["spam"]
    assert Lesson.objects.get().label == "spam"
    lessons.teach(Event.objects.get(kind="story.declined"))
    assert learned == ["spam", "not spam", "spam"]


def test_an_editor_says_of_what_trust_let_out_that_it_was_read(
    hand_in: HandIn, at_desk: Client, ben: Member, ada: Member, bo: Member
) -> None:
    trust(ben, [ada, bo], 2)
    entry = hand_in(SOUND)
    assert list(acts.offered(entry, story_of(entry))) == ["keep", "withdraw", "move"]
    answer = at_desk.post(f"/desk/{entry.pk}/decide/", {"do": "keep", "seen": story_of(entry).seen})
    assert answer.status_code == 302, answer.context["refused"]
    settled()
    entry.refresh_from_db()
    assert (entry.state, story_of(entry).ground) == (Entry.State.DECIDED, "editor")


def test_a_domain_of_what_trust_let_out_is_new_until_an_editor_read_it(
    hand_in: HandIn, at_desk: Client, ben: Member, dan: Member, ada: Member, bo: Member
) -> None:
    trust(ben, [ada, bo], 10)
    link = '<p>The notice is on <a href="https://harbour-notice.example/a">the page</a>.</p>'
    entry = hand_in(SOUND, body=link)
    assert (story_of(entry).state, story_of(entry).ground) == (Story.State.PUBLISHED, "trust")
    assert "spam" in hand_in("The buoys are out again", by=dan, body=link).signs
    at_desk.post(f"/desk/{entry.pk}/decide/", {"do": "keep", "seen": story_of(entry).seen})
    settled()
    assert "spam" not in hand_in("The buoys are in again", by=dan, body=link).signs


NEW = Wording("The ferry is back", "", "<p>The ferry came back at one, said the harbour master.</p>")


def test_a_known_members_clean_revision_goes_out_and_a_newcomers_waits(
    make_story: Make, ben: Member, dan: Member, ada: Member, bo: Member
) -> None:
    trust(ben, [ada, bo], 2)
    known, new = make_story("Ferry"), make_story("Ship", authors=[dan])
    for story, by in ((known, ben), (new, dan)):
        story.refresh_from_db()
        amend(story, NEW, note="It was one.", by=by, seen=story.seen)
    settled()
    assert Story.objects.get(pk=known.pk).body == NEW.body
    assert Proposal.objects.get(story=new).state == Proposal.State.WAITING
    waiting = Entry.objects.get(kind=Entry.Kind.REVISION, state=Entry.State.WAITING)
    assert waiting.subject == new.subject
    assert Report.objects.filter(subject=Proposal.objects.get(story=new).subject).exists()


def test_what_an_editor_changed_last_only_an_editor_changes_back(
    make_story: Make, ben: Member, ada: Member, bo: Member
) -> None:
    trust(ben, [ada, bo], 8)
    story = make_story("Ferry")
    correct(story, Wording("Fog", "", "<p>There was fog.</p>"), note="All wrong.", by=ada)
    story.refresh_from_db()
    amend(story, NEW, note="It was one.", by=ben, seen=story.seen)
    settled()
    assert "fog" in Story.objects.get(pk=story.pk).body
    assert Entry.objects.get(kind=Entry.Kind.REVISION).state == Entry.State.WAITING


def test_the_row_follows_what_the_checks_find_later(hand_in: HandIn) -> None:
    entry = hand_in(SOUND)
    report = Report.objects.get(subject=entry.subject)
    dead = Finding("links", "dead", Severity.WARN, 0.9, "links-1", facts={"address": "https://gone.example/"})
    with transaction.atomic():
        newer = store.keep(store.matter_of(report), run.Findings([dead]))
        record(links_visit.RENEWED, entry.subject, facts={"report": newer.pk})
    settled()
    entry.refresh_from_db()
    assert (entry.verdict, entry.risk, entry.signs) == ("look", newer.risk, ["links"])
