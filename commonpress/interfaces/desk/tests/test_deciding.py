from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Application, Decision, Member
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import CannedReason, Entry
from commonpress.interfaces.desk.tests.conftest import settled

HandIn = Callable[..., Entry]
Action = Decision.Action


def story_of(entry: Entry) -> Story:
    return Story.objects.get(pk=entry.subject.partition(":")[2])


def decide(client: Client, entry: Entry, do: str, **sent: object) -> int:
    return client.post(f"/desk/{entry.pk}/decide/", {"do": do, **sent}).status_code


def last() -> Decision:
    return Decision.objects.order_by("-pk")[0]


@pytest.fixture
def entry(hand_in: HandIn) -> Entry:
    return hand_in(body="<p>The ferry is late &amp; the quay is full.</p>")


def test_ada_publishes_with_one_press_and_the_next_opens(
    entry: Entry, hand_in: HandIn, at_desk: Client, ada: Member
) -> None:
    following = hand_in("Another one")
    response = at_desk.post(f"/desk/{entry.pk}/decide/", {"do": "publish", "seen": story_of(entry).seen})
    assert response.headers["Location"] == f"/desk/{following.pk}/"
    assert story_of(entry).state == Story.State.PUBLISHED
    assert (last().action, last().by, last().rule) == (Action.PUBLISHED, ada, "editor")
    entry.refresh_from_db()
    assert entry.state == Entry.State.DECIDED


@pytest.mark.parametrize(
    ("do", "action", "state"),
    [
        ("return", Action.RETURNED, Story.State.RETURNED),
        ("decline", Action.DECLINED, Story.State.DECLINED),
    ],
)
def test_a_reason_is_said_in_the_authors_language(
    do: str, action: str, state: str, entry: Entry, at_desk: Client, ben: Member
) -> None:
    Member.objects.filter(pk=ben.pk).update(language="ro")
    reason = CannedReason.objects.filter(action=action).first()
    assert reason is not None
    decide(at_desk, entry, do, reason=reason.pk, words="Vedeți și pagina doi.")
    assert story_of(entry).state == state
    assert last().words == f"{reason.words_translations['ro']}\n\nVedeți și pagina doi."
    assert (last().action, last().rule) == (action, reason.rule)


@pytest.mark.parametrize("do", ["return", "decline"])
def test_without_a_reason_nothing_happens(do: str, entry: Entry, at_desk: Client) -> None:
    assert decide(at_desk, entry, do, words="  ") == 409
    assert story_of(entry).state == Story.State.SUBMITTED
    assert not Decision.objects.exists()


def test_what_was_typed_is_not_lost_when_somebody_was_faster(
    entry: Entry, at_desk: Client, bo: Member, client: Client
) -> None:
    other = Client()
    other.force_login(bo)
    decide(other, entry, "publish")
    response = at_desk.post(f"/desk/{entry.pk}/decide/", {"do": "decline", "words": "A long answer."})
    assert response.status_code == 409
    assert "before you" in response.content.decode()
    assert Decision.objects.count() == 1


def test_a_text_that_changed_since_it_was_read_is_not_published(entry: Entry, at_desk: Client) -> None:
    Story.objects.update(seen=7)
    assert decide(at_desk, entry, "publish", seen=6) == 409
    assert story_of(entry).state == Story.State.SUBMITTED


def test_spam_needs_no_words(entry: Entry, at_desk: Client) -> None:
    decide(at_desk, entry, "spam")
    assert (last().action, last().rule, bool(last().words)) == (Action.SPAM, "spam", True)


def test_moving_keeps_it_open(entry: Entry, at_desk: Client) -> None:
    Section.objects.create(slug="sport", name="Sport")
    assert decide(at_desk, entry, "move", section="nowhere") == 409
    response = at_desk.post(f"/desk/{entry.pk}/decide/", {"do": "move", "section": "sport"})
    assert response.headers["Location"] == f"/desk/{entry.pk}/"
    settled()
    entry.refresh_from_db()
    assert (entry.state, entry.section and entry.section.slug) == (Entry.State.WAITING, "sport")


def test_the_list_has_its_own_buttons(entry: Entry, hand_in: HandIn, at_desk: Client) -> None:
    second = hand_in("Another one")
    response = at_desk.post("/desk/decide/", {"publish": entry.pk, "from": "order=age"})
    assert response.headers["Location"] == f"/desk/?order=age#entry-{second.pk}"
    at_desk.post("/desk/decide/", {"spam": second.pk})
    assert [story.state for story in Story.objects.order_by("pk")] == ["published", "declined"]


@pytest.mark.parametrize("do", ["", "admit", "withdraw", "nonsense"])
def test_an_act_that_is_not_offered_does_nothing(do: str, entry: Entry, at_desk: Client) -> None:
    assert decide(at_desk, entry, do) == 409
    assert not Decision.objects.exists()


@pytest.mark.parametrize("path", ["decide/", "claim/"])
def test_cleo_cannot_decide(path: str, entry: Entry, cleo: Member, client: Client) -> None:
    client.force_login(cleo)
    assert client.post(f"/desk/{entry.pk}/{path}", {"do": "publish"}).status_code == 403
    assert client.post("/desk/decide/", {"publish": entry.pk}).status_code == 403
    assert client.get(f"/desk/{entry.pk}/").status_code == 403


def test_a_second_editor_sees_it_taken_until_the_claim_runs_out(
    entry: Entry, at_desk: Client, bo: Member
) -> None:
    at_desk.post(f"/desk/{entry.pk}/claim/", {"do": "claim"})
    other = Client()
    other.force_login(bo)
    assert "taken by Ada Edits" in other.get("/desk/").content.decode()
    page = other.get(f"/desk/{entry.pk}/").content.decode()
    assert "Ada Edits works on this." in page
    assert 'data-key="a"' not in page
    assert decide(other, entry, "publish") == 409
    assert other.post(f"/desk/{entry.pk}/claim/", {"do": "claim"}).status_code == 409
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert "taken by" not in other.get("/desk/").content.decode()
        assert decide(other, entry, "publish") == 302


def test_a_claim_is_taken_over_or_let_go(entry: Entry, at_desk: Client, bo: Member) -> None:
    at_desk.post(f"/desk/{entry.pk}/claim/", {"do": "claim"})
    other = Client()
    other.force_login(bo)
    assert other.post(f"/desk/{entry.pk}/claim/", {"do": "over"}).status_code == 302
    entry.refresh_from_db()
    assert entry.claimed_by == bo
    at_desk.post(f"/desk/{entry.pk}/claim/", {"do": "release"})
    entry.refresh_from_db()
    assert entry.claimed_by == bo
    other.post(f"/desk/{entry.pk}/claim/", {"do": "release"})
    entry.refresh_from_db()
    assert entry.claimed_by is None


@pytest.mark.parametrize("do", ["publish", "spam"])
def test_a_decision_is_undone_within_thirty_seconds(do: str, entry: Entry, at_desk: Client) -> None:
    decide(at_desk, entry, do)
    bar = at_desk.get("/desk/").context["undoable"]
    assert bar.headline == entry.headline
    response = at_desk.post(f"/desk/decisions/{bar.decision.pk}/undo/")
    assert response.headers["Location"] == f"/desk/{entry.pk}/"
    assert story_of(entry).state == Story.State.SUBMITTED
    entry.refresh_from_db()
    assert entry.state == Entry.State.WAITING
    settled()
    entry.refresh_from_db()
    assert entry.state == Entry.State.WAITING
    assert at_desk.get("/desk/").context["undoable"] is None


def test_after_thirty_seconds_it_is_too_late(entry: Entry, at_desk: Client) -> None:
    decide(at_desk, entry, "publish")
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert at_desk.get("/desk/").context["undoable"] is None
        at_desk.post(f"/desk/decisions/{last().pk}/undo/")
    assert story_of(entry).state == Story.State.PUBLISHED


def test_the_page_marks_the_text_and_names_the_reasons(hand_in: HandIn, at_desk: Client) -> None:
    entry = hand_in("BOATS AND FERRIES GONE <b>AGAIN</b>")
    page = at_desk.get(f"/desk/{entry.pk}/").content.decode()
    assert '<mark class="found found-warn" id="found-1">' in page
    assert "The headline shouts" in page
    assert "<b>AGAIN" not in page
    assert "Newcomer: every story waits for the desk." in page


def test_the_page_costs_the_same_however_much_waits(
    entry: Entry, hand_in: HandIn, at_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        hand_in(f"Number {number} of many")
    with django_assert_max_num_queries(25):
        at_desk.get(f"/desk/{entry.pk}/")


def test_a_revision_and_a_ban_are_undone_from_the_bar(
    story: Story, at_desk: Client, ada: Member, ben: Member
) -> None:
    wording = Wording(story.headline, story.standfirst, "<p>Ninety boats.</p>")
    amend(story, wording, by=ben, seen=story.seen, note="It was ninety.")
    settled()
    entry = Entry.objects.get(kind=Entry.Kind.REVISION)
    decide(at_desk, entry, "refuse-revision", words="No.")
    bar = at_desk.get("/desk/").context["undoable"]
    assert bar.headline == story.headline
    back = at_desk.post(f"/desk/decisions/{bar.decision.pk}/undo/")
    assert back.headers["Location"] == f"/desk/{entry.pk}/"
    settled()
    entry.refresh_from_db()
    assert entry.state == Entry.State.WAITING
    ban(ben, reason="Insults.", until=clock.now() + timedelta(days=7), by=ada)
    bar = at_desk.get("/desk/").context["undoable"]
    assert bar.headline == ben.name
    assert at_desk.post(f"/desk/decisions/{bar.decision.pk}/undo/").headers["Location"] == "/desk/"


def test_an_applicant_let_in_by_mistake_waits_again(at_desk: Client, cleo: Member) -> None:
    Member.objects.filter(pk=cleo.pk).update(waits=True)
    Application.objects.create(member=cleo, answer="I row.", state="waiting", at=clock.now())
    entry = Entry.objects.create(kind="account", subject=cleo.subject, headline="", at=clock.now())
    decide(at_desk, entry, "admit")
    page = at_desk.get(f"/desk/decisions/{last().pk}/").content.decode()
    assert "Let in: Cleo Maynot" in page
    assert cleo.subject not in page
    at_desk.post(f"/desk/decisions/{last().pk}/undo/")
    settled()
    entry.refresh_from_db()
    cleo.refresh_from_db()
    assert (entry.state, cleo.waits) == (Entry.State.WAITING, True)


def test_the_record_names_what_was_decided_about(story: Story, at_desk: Client, ada: Member) -> None:
    withdraw(story, reason="Wrong boat.", by=ada)
    for address in ("/desk/decisions/", f"/desk/decisions/{last().pk}/"):
        page = at_desk.get(address).content.decode()
        assert story.headline in page
        assert story.subject not in page
