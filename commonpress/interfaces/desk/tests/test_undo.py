"""Undo for 30 seconds, for every decision the desk can make: what follows a decision is as it was, and the record stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Section, SectionEditor, Story
from commonpress.domain.stories.move import move
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import acts, undo
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.desk.tests.conftest import settled

HandIn = Callable[..., Entry]
Make = Callable[..., Story]
Action = Decision.Action


def decide(client: Client, entry: Entry, do: str, **sent: object) -> Decision:
    assert client.post(f"/desk/{entry.pk}/decide/", {"do": do, **sent}).status_code == 302
    return Decision.objects.order_by("-pk")[0]


def undone(client: Client) -> str:
    """What the bar of the desk undoes; where it leads."""
    bar = client.get("/desk/").context["undoable"]
    return client.post(f"/desk/decisions/{bar.decision.pk}/undo/").headers["Location"]


def states(subject: str) -> list[tuple[str, str]]:
    return sorted(Entry.objects.filter(subject=subject).values_list("kind", "state"))


def test_every_act_of_the_desk_can_be_undone() -> None:
    """A new act needs a decision that the bar knows."""
    does = {act.name for offered in acts.OFFERS.values() for act in offered}
    decides = {
        "publish": Action.PUBLISHED, "keep": Action.KEPT, "return": Action.RETURNED, "decline": Action.DECLINED,
        "spam": Action.SPAM, "move": Action.MOVED, "leave": Action.FLAG_DISMISSED, "withdraw": Action.WITHDRAWN,
        "accept": Action.REVISED, "refuse-revision": Action.REVISION_REFUSED, "show": Action.SHOWN,
        "hide": Action.HIDDEN, "admit": Action.ADMITTED, "refuse": Action.TURNED_AWAY,
    }  # fmt: skip
    assert does == decides.keys()
    assert set(decides.values()) <= undo.UNDOABLE_ACTIONS


def test_a_story_moved_by_mistake_is_back_in_its_section(hand_in: HandIn, at_desk: Client) -> None:
    entry, sport = hand_in(), Section.objects.create(slug="sport", name="Sport")
    decision = decide(at_desk, entry, "move", section=sport.slug)
    assert (decision.action, decision.facts["from"], decision.facts["to"]) == ("moved", "harbour", "sport")
    settled()
    assert undone(at_desk) == f"/desk/{entry.pk}/"
    settled()
    entry.refresh_from_db()
    assert (entry.state, entry.section and entry.section.slug) == (Entry.State.WAITING, "harbour")
    assert Story.objects.get().section.slug == "harbour"
    assert list(Decision.objects.order_by("pk").values_list("action", flat=True)) == ["moved", "undone"]


def test_who_moved_a_story_out_of_their_sections_may_call_it_back(
    hand_in: HandIn, at_desk: Client, ada: Member, bo: Member, section: Section
) -> None:
    entry, sport = hand_in(), Section.objects.create(slug="sport", name="Sport")
    for editor in (ada, bo):
        SectionEditor.objects.create(member=editor, section=section)
    decision = decide(at_desk, entry, "move", section="sport")
    settled()
    other = Client()
    other.force_login(bo)
    assert other.post(f"/desk/decisions/{decision.pk}/undo/").status_code == 404
    assert Story.objects.get().section == sport
    undone(at_desk)
    assert Story.objects.get().section == section


def test_a_move_hides_no_word_of_the_desk_and_one_to_where_it_is_leaves_no_trace(
    hand_in: HandIn, at_desk: Client, ben: Member, client: Client
) -> None:
    entry, _sport = hand_in(), Section.objects.create(slug="sport", name="Sport")
    assert at_desk.post(f"/desk/{entry.pk}/decide/", {"do": "move", "section": "harbour"}).status_code == 302
    assert not Decision.objects.exists()
    decide(at_desk, entry, "return", words="Say when.")
    move(Story.objects.get(), Section.objects.get(slug="sport"), by=None)
    client.force_login(ben)
    assert "Say when." in client.get(f"/studio/{Story.objects.get().pk}/").content.decode()


def test_a_story_left_standing_by_mistake_waits_to_be_read(make_story: Make, at_desk: Client) -> None:
    story = make_story()
    Story.objects.update(ground=Ground.TRUST)
    entry = Entry.objects.create(
        kind="story", subject=story.subject, headline=story.headline, at=clock.now(), section=story.section
    )
    decide(at_desk, entry, "keep")
    settled()
    assert states(story.subject) == [("story", "decided")]
    assert undone(at_desk) == f"/desk/{entry.pk}/"
    settled()
    story.refresh_from_db()
    assert (story.state, story.ground) == ("published", Ground.TRUST)
    assert states(story.subject) == [("story", "waiting")]
    decide(at_desk, entry, "keep")
    assert Story.objects.get().ground == Ground.EDITOR


@pytest.fixture
def flagged(make_story: Make, cleo: Member, dan: Member) -> Entry:
    story = make_story()
    for reader in (cleo, dan):
        flag(story, "false", "Not so.", by=reader)
    settled()
    return Entry.objects.get(kind=Entry.Kind.FLAG)


@pytest.mark.parametrize(("do", "state"), [("leave", "dismissed"), ("withdraw", "upheld")])
def test_flags_settled_by_mistake_are_open_again(
    do: str, state: str, flagged: Entry, at_desk: Client
) -> None:
    decide(at_desk, flagged, do, words="Looked at.")
    settled()
    assert set(Flag.objects.values_list("state", flat=True)) == {state}
    assert undone(at_desk) == f"/desk/{flagged.pk}/"
    settled()
    assert Flag.objects.filter(state="open", settled_by=None).count() == 2
    assert states(flagged.subject) == [("flag", "waiting")]
    assert Story.objects.get().state == Story.State.PUBLISHED


def test_who_objects_anew_meanwhile_has_one_open_flag(flagged: Entry, at_desk: Client, cleo: Member) -> None:
    decide(at_desk, flagged, "leave")
    flag(Story.objects.get(), "insult", "And rude.", by=cleo)
    undone(at_desk)
    opened = Flag.objects.filter(state="open").values_list("member__handle", "reason")
    assert sorted(opened) == [("cleo", "insult"), ("dan", "false")]


def test_a_comment_hidden_for_its_flags_is_back_with_them(
    story: Story, cleo: Member, dan: Member, at_desk: Client
) -> None:
    comment = post(story, "<p>Nonsense.</p>", member=cleo, state=Comment.State.VISIBLE)
    flag(comment, "insult", by=dan)
    settled()
    decide(at_desk, Entry.objects.get(kind=Entry.Kind.FLAG), "hide", words="Rude.")
    undone(at_desk)
    assert (Comment.objects.get().state, Flag.objects.get().state) == ("visible", "open")


def test_an_objection_in_the_same_moment_stops_no_undo(
    hand_in: HandIn, at_desk: Client, cleo: Member
) -> None:
    entry = hand_in()
    decide(at_desk, entry, "publish")
    flag(Story.objects.get(), "false", by=cleo)
    undone(at_desk)
    assert Story.objects.get().state == Story.State.SUBMITTED


def test_many_decided_at_once_are_undone_at_once(
    hand_in: HandIn, make_story: Make, story: Story, ben: Member, at_desk: Client
) -> None:
    waiting = [hand_in(f"Buy number {number}") for number in range(3)]
    sent = {"batch": "account=ben", "do": "spam", "item": [one.subject for one in waiting] + [story.subject]}
    page = at_desk.post("/desk/bulk/", sent)
    assert [item.outcome for item in page.context["items"]] == ["done"] * 4
    bar = page.context["undoable"]
    assert bar.others == 3
    assert "and 3 more" in page.content.decode()
    settled()
    answer = at_desk.post(f"/desk/decisions/{bar.decision.pk}/undo/", follow=True)
    assert "4 decisions were taken back." in answer.content.decode()
    settled()
    assert sorted(Story.objects.values_list("state", flat=True)) == ["published"] + ["submitted"] * 3
    assert Entry.objects.filter(state=Entry.State.WAITING).count() == 3
    assert Decision.objects.filter(action=Action.UNDONE).count() == 4, "each stands in the record"
    assert at_desk.get("/desk/").context["undoable"] is None


def test_of_many_the_one_that_moved_on_stays(hand_in: HandIn, at_desk: Client, bo: Member) -> None:
    waiting = [hand_in(f"Buy number {number}") for number in range(2)]
    sent = {"batch": "account=ben", "do": "spam", "item": [one.subject for one in waiting]}
    bar = at_desk.post("/desk/bulk/", sent).context["undoable"]
    first = Decision.objects.order_by("pk")[0]
    undo.undo(first, by=bo)
    entry = Entry.objects.get(subject=first.subject)
    with clock.frozen(clock.now() + timedelta(seconds=1)):
        decide(at_desk, entry, "decline", words="No.")
        answer = at_desk.post(f"/desk/decisions/{bar.decision.pk}/undo/", follow=True)
    assert "The decision was taken back." in answer.content.decode()
    assert sorted(Story.objects.values_list("state", flat=True)) == ["declined", "submitted"]


def test_what_went_out_by_trust_is_taken_back_with_the_rest_of_an_account(
    make_story: Make, at_desk: Client
) -> None:
    story = make_story()
    Story.objects.update(ground=Ground.TRUST)
    author = Member.objects.get(handle="ben")
    Entry.objects.create(kind="story", subject=story.subject, headline="x", author=author, at=clock.now())
    sent = {"batch": "account=ben", "do": "spam", "item": [story.subject]}
    assert [one.outcome for one in at_desk.post("/desk/bulk/", sent).context["items"]] == ["done"]
    assert Story.objects.get().state == Story.State.WITHDRAWN
