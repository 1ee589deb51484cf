from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.conversation.hear import hear
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.site import challenge
from commonpress.interfaces.desk.models import CannedReason, Entry
from commonpress.interfaces.desk.tests.conftest import settled

Action = Decision.Action


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The challenge has tests of its own; here it passes."""
    monkeypatch.setattr(challenge, "refusal", lambda _sent: "")


def at(thing: Story | Comment) -> str:
    return f"/flag/?subject={thing.subject}"


def test_a_story_page_leads_to_the_form_and_stays_one_for_everyone(story: Story, client: Client) -> None:
    page = client.get(story.get_absolute_url()).content.decode()
    assert f'href="/flag/?subject={story.subject}"' in page


def test_a_stranger_flags_with_the_challenge(story: Story, client: Client, solved: None) -> None:
    page = client.get(at(story))
    assert "data-challenge" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert client.post(at(story), {"reason": "false", "words": "Not so."}).status_code == 200
    found = Flag.objects.get()
    assert (found.member, found.words, "127.0.0.1" in found.sender) == (None, "Not so.", False)


def test_without_the_challenge_nothing_is_kept(story: Story, client: Client) -> None:
    response = client.post(at(story), {"reason": "false", "words": "Not so."})
    assert response.status_code == 400
    assert "Not so." in response.content.decode()
    assert not Flag.objects.exists()


def test_a_flag_needs_a_reason(story: Story, client: Client, cleo: Member) -> None:
    client.force_login(cleo)
    assert client.post(at(story), {"words": "Hm."}).status_code == 400
    assert client.post(at(story), {"reason": "nonsense"}).status_code == 400
    assert not Flag.objects.exists()


@pytest.mark.parametrize(
    "subject", ["story:0", "story:999999", "story:x", "member:1", "", "comment:1", "story:1%00"]
)
def test_what_nobody_sees_cannot_be_flagged(subject: str, db: None, client: Client) -> None:
    assert client.get(f"/flag/?subject={subject}").status_code == 404


def test_strangers_are_slowed_down(story: Story, client: Client, solved: None) -> None:
    for _number in range(10):
        assert client.post(at(story), {"reason": "false"}).status_code == 200
    assert client.post(at(story), {"reason": "false"}).status_code == 400
    assert Flag.objects.count() == 1


def test_flags_fold_into_one_entry_and_the_author_is_heard(
    story: Story, client: Client, ben: Member, cleo: Member, dan: Member, ada: Member
) -> None:
    for member in (cleo, dan, cleo):
        client.force_login(member)
        client.post(at(story), {"reason": "copied", "words": f"{member.handle} says so"})
    settled()
    entry = Entry.objects.get(kind=Entry.Kind.FLAG)
    assert (entry.times, Flag.objects.count()) == (2, 2)
    record = Decision.objects.get(action=Action.FLAGGED)
    assert record.member == ben
    hear(story.subject, "I wrote it myself.", by=ben)
    client.force_login(ada)
    page = client.get(f"/desk/{entry.pk}/").content.decode()
    assert "cleo says so" in page
    assert "I wrote it myself." in page
    client.post(f"/desk/{entry.pk}/decide/", {"do": "leave"})
    assert set(Flag.objects.values_list("state", flat=True)) == {"dismissed"}
    assert Decision.objects.filter(action=Action.FLAG_DISMISSED, member=ben, by=ada).exists()
    settled()
    entry.refresh_from_db()
    assert entry.state == Entry.State.DECIDED


def test_a_flagged_story_is_taken_back_with_a_reason(
    story: Story, client: Client, cleo: Member, ada: Member
) -> None:
    client.force_login(cleo)
    client.post(at(story), {"reason": "privacy"})
    settled()
    entry = Entry.objects.get(kind=Entry.Kind.FLAG)
    reason = CannedReason.objects.filter(action="withdrawn", rule="privacy").first()
    assert reason is not None
    client.force_login(ada)
    client.post(f"/desk/{entry.pk}/decide/", {"do": "withdraw", "reason": reason.pk})
    story.refresh_from_db()
    assert story.state == Story.State.WITHDRAWN
    assert Flag.objects.get().state == Flag.State.UPHELD
    assert client.get(story.get_absolute_url()).status_code == 410


def test_a_comment_is_flagged_hidden_and_undone(
    story: Story, client: Client, dan: Member, cleo: Member, ada: Member
) -> None:
    comment = post(story, "You are all thieves.", member=dan, state=Comment.State.VISIBLE)
    client.force_login(cleo)
    client.post(at(comment), {"reason": "insult"})
    settled()
    entry = Entry.objects.get(kind=Entry.Kind.FLAG)
    client.force_login(ada)
    client.post(f"/desk/{entry.pk}/decide/", {"do": "hide", "words": "That is an insult."})
    comment.refresh_from_db()
    assert comment.state == Comment.State.HIDDEN
    hidden = Decision.objects.get(action=Action.HIDDEN)
    client.post(f"/desk/decisions/{hidden.pk}/undo/")
    comment.refresh_from_db()
    assert comment.state == Comment.State.VISIBLE


def test_a_member_sees_and_answers_what_concerns_them(
    story: Story, client: Client, ben: Member, cleo: Member, ada: Member, bo: Member
) -> None:
    client.force_login(cleo)
    client.post(at(story), {"reason": "false"})
    record = Decision.objects.get(action=Action.FLAGGED)
    assert client.get(f"/decision/{record.pk}/").status_code == 404
    client.force_login(ben)
    assert client.post(f"/decision/{record.pk}/", {"do": "hear", "words": ""}).status_code == 409
    assert client.post(f"/decision/{record.pk}/", {"do": "hear", "words": "It is true."}).status_code == 302
    assert "It is true." in client.get(f"/decision/{record.pk}/").content.decode()
    with clock.frozen(clock.now() + timedelta(days=400)):
        assert client.post(f"/decision/{record.pk}/", {"do": "appeal", "words": "x"}).status_code == 409
