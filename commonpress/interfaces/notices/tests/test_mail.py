"""Notices by mail, against a real SMTP server."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.engines.events import work
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.lib import clock
from commonpress.engines.site import mail as site_mail
from commonpress.engines.site.models import Letter
from commonpress.interfaces.notices import reader
from commonpress.interfaces.notices.models import Notice, Silence
from tests.postman import Postman

Make = Callable[..., Story]


@pytest.fixture
def returned(waiting: Story, ada: Member) -> Event:
    """Ada hands Ben's story back; his notice is due."""
    hand_back(waiting, words="Name the source.", rule="unsourced", by=ada)
    return Event.objects.get(kind="story.returned")


@pytest.fixture
def published(waiting: Story, ada: Member) -> Event:
    """A story of Ben's appears; of this he may want no mail."""
    publish(waiting, by=ada, ground=Ground.EDITOR)
    return Event.objects.get(kind="story.published")


def carried() -> None:
    """Let the worker do what is due now; what can still be undone waits."""
    while work.run_due():
        pass


def test_the_mail_says_what_the_notice_says(returned: Event, ben: Member, postman: Postman) -> None:
    reader.tell(returned)
    carried()
    letter = postman.came[0]
    assert letter["To"] == ben.email
    assert letter["Subject"] == "Changes are asked: The ferry is back"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Name the source." in postman.words()
    assert "Change the story and send it in again." in postman.words()
    assert "http" in postman.words()


def test_the_mail_is_in_the_members_language(returned: Event, ben: Member, postman: Postman) -> None:
    Member.objects.filter(pk=ben.pk).update(language="ro")
    reader.tell(returned)
    carried()
    assert postman.came[0]["Subject"] == "Se cer schimbări: The ferry is back"
    assert "Ce puteți face:" in postman.words()


def test_one_event_makes_one_mail_however_often_it_is_read(returned: Event, postman: Postman) -> None:
    for _ in range(3):
        reader.tell(returned)
        carried()
    assert len(postman.came) == 1


def test_a_worker_killed_at_any_step_leaves_one_notice_and_one_letter(
    returned: Event, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: Any, **__: Any) -> None:
        raise Killed

    for step in ("commonpress.interfaces.notices.mail.headers", "commonpress.engines.site.mail.record"):
        with monkeypatch.context() as patched:
            patched.setattr(step, kill)
            with pytest.raises(Killed):
                reader.tell(returned)
        assert not Notice.objects.exists()
    reader.tell(returned)
    with monkeypatch.context() as patched:
        patched.setattr("commonpress.engines.site.mail.message", kill)
        with pytest.raises(Killed):
            carried()
    with clock.frozen(clock.now() + work.LEASE * 2):
        carried()
    assert len(postman.came) == 1
    assert not Errand.objects.exists()


def test_a_worker_killed_after_the_servers_yes_sends_under_the_same_name(
    returned: Event, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.tell(returned)
    letter = Letter.objects.get()
    site_mail.message(letter).send()  # and here the worker dies, before it can note it
    with clock.frozen(clock.now() + work.LEASE * 2):
        carried()
    assert len({came["Message-ID"] for came in postman.came}) == 1


def test_nothing_a_member_writes_makes_a_header(waiting: Story, ada: Member, postman: Postman) -> None:
    Story.objects.filter(pk=waiting.pk).update(headline="Tide\r\nBcc: dan@example.org\r\n\r\nX")
    hand_back(
        waiting, words="a\r\n.\r\nMAIL FROM:<x@y.example>\nBcc: b@example.org", rule="unsourced", by=ada
    )
    reader.tell(Event.objects.get(kind="story.returned"))
    carried()
    letter = postman.came[0]
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Changes are asked: Tide Bcc: dan@example.org X"
    assert set(map(str.lower, letter.keys())) == {
        *("content-type", "mime-version", "subject", "from", "to", "date"),
        *("message-id", "auto-submitted"),
    }
    assert len(postman.came) == 1


def test_ben_stops_a_kind_with_one_click_and_no_cookie(
    published: Event, ben: Member, postman: Postman
) -> None:
    reader.tell(published)
    carried()
    letter = postman.came[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(
        r"<https?://[^/]+(/notices/unsubscribe/[^>]+/)>", letter["List-Unsubscribe"].strip()
    )
    assert address
    stranger = Client(enforce_csrf_checks=True)
    looked = stranger.get(address[1])
    assert looked.status_code == 200
    assert not Silence.objects.exists(), "a look, as scanners take it, stops nothing"
    clicked = stranger.post(
        address[1], "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert clicked.status_code == 200
    assert not clicked.cookies
    assert clicked.headers["Cache-Control"] == "private, no-store"
    assert list(Silence.objects.values_list("member", "kind")) == [(ben.pk, "story.published")]
    stranger.post(address[1])
    assert Silence.objects.count() == 1


def test_what_is_silenced_still_stands_in_the_list(published: Event, ben: Member, postman: Postman) -> None:
    Silence.objects.create(member=ben, kind="story.published")
    reader.tell(published)
    carried()
    assert postman.came == []
    assert Notice.objects.filter(member=ben).count() == 1


def test_a_decision_is_mailed_whatever_was_silenced(returned: Event, ben: Member, postman: Postman) -> None:
    Silence.objects.create(member=ben, kind="story.returned")
    reader.tell(returned)
    carried()
    assert len(postman.came) == 1
    assert postman.came[0]["List-Unsubscribe"] is None


@pytest.mark.parametrize("token", ["x", "1.story.published", "1.story.published:forged", "%00", "a" * 500])
def test_a_link_that_was_never_signed_does_nothing(token: str, ben: Member, client: Client) -> None:
    assert client.get(f"/notices/unsubscribe/{token}/").status_code == 404
    assert client.post(f"/notices/unsubscribe/{token}/").status_code == 404
    assert not Silence.objects.exists()
