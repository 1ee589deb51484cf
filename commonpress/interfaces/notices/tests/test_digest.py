import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail
from django.test import Client

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import hide
from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.interfaces.notices import digest, unsubscribe
from commonpress.interfaces.notices.models import Notice, Rhythm, Silence
from commonpress.interfaces.notices.told import told
from tests.postman import Postman


def settle(later: timedelta) -> None:
    """The worker's turn, so much later."""
    with clock.frozen(clock.now() + later):
        while work.run_due():
            pass
        digest.send_due()
        while work.run_due():
            pass


@pytest.fixture
def answered(story: Story, ben: Member, ada: Member) -> Comment:
    """Ada's answers to Ben's comment, under his own story."""
    from commonpress.domain.conversation.moderate import show

    first = write(story, "Was it late?", by=ben)
    show(first, by=ada)
    write(story, "By an hour.", by=ada, parent=first)
    return write(story, "@ben: an hour and ten.", by=ada)


def letters(to: Member) -> list[EmailMessage]:
    return [one for one in mail.outbox if one.to == [to.email]]  # type: ignore[misc]


def digests(to: Member) -> list[EmailMessage]:
    return [one for one in letters(to) if "said to you" in one.subject]  # type: ignore[attr-defined]


def test_answers_and_names_are_told_in_the_list_and_in_one_letter(answered: Comment, ben: Member) -> None:
    settle(timedelta(minutes=1))
    kinds = Notice.objects.filter(member=ben, kind__startswith="comment.").values_list("kind", flat=True)
    assert {"comment.answered", "comment.named"} <= set(kinds)
    assert digests(ben) == []  # a conversation is left to unfold
    settle(timedelta(minutes=20))
    (letter,) = digests(ben)
    assert "Ada Edits answered your comment on “The ferry is back”" in letter.body  # type: ignore[attr-defined]
    assert f"comments/{answered.pk}/" in letter.body  # type: ignore[attr-defined]
    settle(timedelta(hours=2))
    assert len(digests(ben)) == 1


def test_the_next_digest_keeps_the_members_rhythm(
    answered: Comment, story: Story, ben: Member, ada: Member
) -> None:
    settle(timedelta(minutes=20))
    with clock.frozen(clock.now() + timedelta(hours=1)):
        write(story, "@ben: and back again.", by=ada)
    settle(timedelta(hours=3))
    assert len(digests(ben)) == 1
    Rhythm.objects.filter(member=ben).update(hours=1)
    settle(timedelta(hours=4))
    assert len(digests(ben)) == 2


def test_one_click_in_each_digest_ends_it_without_a_cookie(
    answered: Comment, story: Story, ben: Member, ada: Member, postman: Postman
) -> None:
    """RFC 8058, as the mail server gets it: both headers, one https address, a post without a redirect."""
    Rhythm.objects.create(member=ben, hours=1)
    settle(timedelta(minutes=20))
    with clock.frozen(clock.now() + timedelta(hours=1)):
        write(story, "@ben: and back again.", by=ada)
    settle(timedelta(hours=3))
    came = [one for one in postman.came if "said to you" in one["Subject"]]
    assert len(came) == 2
    for letter in came:
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        found = re.fullmatch(
            r"<https?://[^/\s]+(/notices/unsubscribe/[^>\s]+/)>", letter["List-Unsubscribe"].strip()
        )
        assert found
        Silence.objects.all().delete()
        anybody = Client(enforce_csrf_checks=True)
        assert anybody.get(found[1]).status_code == 200
        assert not Silence.objects.exists(), "a look, as scanners take it, stops nothing"
        clicked = anybody.post(
            found[1], "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert (clicked.status_code, dict(clicked.cookies)) == (200, {})
        assert set(Silence.objects.filter(member=ben).values_list("kind", flat=True)) == {
            "comment.answered", "comment.named", "comment.under_mine"}  # fmt: skip
    with clock.frozen(clock.now() + timedelta(hours=5)):
        write(story, "@ben: once more.", by=ada)
    settle(timedelta(hours=9))
    assert len([one for one in postman.came if "said to you" in one["Subject"]]) == 2


def test_who_wants_no_mail_finds_it_in_the_list(answered: Comment, ben: Member) -> None:
    unsubscribe.silence(ben.pk, unsubscribe.DIGEST)
    settle(timedelta(minutes=20))
    assert digests(ben) == []
    assert Notice.objects.filter(member=ben, kind="comment.named").exists()


def test_a_comment_that_was_hidden_at_once_is_told_to_nobody(story: Story, ben: Member, ada: Member) -> None:
    comment = write(story, "@ben: nonsense.", by=ada)
    hide(comment, by=ada)
    settle(timedelta(minutes=20))
    assert not Notice.objects.filter(member=ben, kind="comment.named").exists()


def test_ben_chooses_how_often(client: Client, ben: Member) -> None:
    client.force_login(ben)
    client.post("/notices/settings/", {"kinds": ["comment.named"], "hours": "168"})
    assert Rhythm.objects.get(member=ben).hours == 168
    assert client.post("/notices/settings/", {"kinds": [], "hours": "2"}).status_code == 200
    assert Rhythm.objects.get(member=ben).hours == 168


def test_the_title_says_who(answered: Comment, ben: Member) -> None:
    settle(timedelta(minutes=1))
    notice = Notice.objects.get(member=ben, kind="comment.named")
    assert told(notice).title == "Ada Edits named you in a comment on “The ferry is back”"
    assert told(notice).address.endswith(f"/comments/{answered.pk}/")
