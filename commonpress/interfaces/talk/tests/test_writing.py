import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from commonpress.domain.conversation.models import Comment, Flag, Mute, Reaction
from commonpress.domain.conversation.moderate import show
from commonpress.domain.conversation.slow import slowness
from commonpress.domain.conversation.write import write
from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.checks import store
from commonpress.engines.events import work
from commonpress.engines.lib import clock

State = Comment.State


@pytest.fixture
def said(story: Story, ada: Member) -> Comment:
    return write(story, "The lens is from 1862.", by=ada)


def test_ben_writes_with_scripts_off_and_a_form_sent_twice_acts_once(
    client: Client, story: Story, ben: Member
) -> None:
    client.force_login(ben)
    key = client.get(f"/talk/{story.pk}/").context["form"]["key"].value()
    sent = [client.post(f"/talk/{story.pk}/", {"text": "I saw it.", "key": key}) for _time in range(2)]
    comment = Comment.objects.get()
    assert {answer["Location"] for answer in sent} == {f"/talk/comment/{comment.pk}/"}
    page = client.get(f"/talk/comment/{comment.pk}/").content.decode()
    assert "It waits for the desk" in page
    assert "I saw it." in page
    assert "I saw it." not in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize("text", [" ", "x" * 1_048_576, "\u202e"])
def test_what_cannot_stand_is_told_at_the_field_and_nothing_is_lost(
    client: Client, story: Story, ben: Member, text: str
) -> None:
    client.force_login(ben)
    answer = client.post(f"/talk/{story.pk}/", {"text": text})
    assert (answer.status_code, bool(answer.context["form"].errors["text"])) == (400, True)
    assert answer.context["form"]["text"].value() == text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", [" ", "x" * 1_048_576, "\u202e"])
def test_changed_words_pass_the_same_gate_and_the_old_ones_stay(
    client: Client, said: Comment, ada: Member, text: str
) -> None:
    client.force_login(ada)
    answer = client.post(f"/talk/comment/{said.pk}/edit/", {"text": text})
    assert (answer.status_code, bool(answer.context["form"].errors["text"])) == (400, True)
    assert answer.context["form"]["text"].value() == text
    said.refresh_from_db()
    assert (said.source, said.edited_at) == ("The lens is from 1862.", None)


@pytest.mark.parametrize("way", ["written", "changed"])
def test_naughty_strings_by_the_forms_are_words_or_a_fault(
    client: Client, story: Story, said: Comment, ada: Member, shared_data: Path, way: str
) -> None:
    client.force_login(ada)
    address = f"/talk/{story.pk}/" if way == "written" else f"/talk/comment/{said.pk}/edit/"
    for line in json.loads((shared_data / "naughty-strings.json").read_text(encoding="utf-8"))[::16]:
        assert client.post(address, {"text": line}).status_code in {302, 400}, line
    page = client.get(f"{story.get_absolute_url()}comments/?order=newest")
    assert page.status_code == 200
    assert not re.search(r"<script>|<img[^>]*onerror|javascript:alert[^<]*\">", page.content.decode())


def test_a_part_is_the_form_alone_and_then_the_comment(
    client: Client, story: Story, said: Comment, ben: Member
) -> None:
    client.force_login(ben)
    address = f"/talk/{story.pk}/?to={said.pk}&part=1"
    assert client.get(address).content.decode().strip().startswith("<form")
    assert client.post(address, {"text": ""}).status_code == 400
    answer = client.post(address, {"text": "And relit."})
    assert (answer.status_code, "only you see this" in answer.content.decode().lower()) == (200, True)
    assert Comment.objects.get(member=ben).parent == said


@pytest.mark.parametrize("to", ["0", "x", "99999999999999999999", "²"])
def test_nobody_answers_what_is_not_there(client: Client, story: Story, ben: Member, to: str) -> None:
    client.force_login(ben)
    assert client.get(f"/talk/{story.pk}/", {"to": to}).status_code == 404


def test_cleo_neither_changes_nor_deletes_bens_comment(
    client: Client, story: Story, ben: Member, cleo: Member
) -> None:
    comment = write(story, "Mine.", by=ben)
    client.force_login(cleo)
    for doing in ("edit", "remove"):
        assert client.post(f"/talk/comment/{comment.pk}/{doing}/", {"text": "Hers."}).status_code == 404
    client.force_login(ben)
    client.post(f"/talk/comment/{comment.pk}/edit/", {"text": "Mended."})
    comment.refresh_from_db()
    assert comment.source == "Mended."
    client.post(f"/talk/comment/{comment.pk}/remove/")
    comment.refresh_from_db()
    assert comment.state == State.DELETED


def test_reactions_by_form_and_by_script(client: Client, said: Comment, ben: Member) -> None:
    client.force_login(ben)
    address = f"/talk/comment/{said.pk}/react/"
    assert client.post(address, {"kind": "thanks"}).status_code == 302
    answer = client.post(address, {"kind": "agree"}, headers={"accept": "application/json"}).json()
    assert (answer["own"], answer["counts"]) == (["agree", "thanks"], {"agree": 1, "thanks": 1})
    client.post(address, {"kind": "agree", "off": "1"})
    assert Reaction.objects.get().kind == "thanks"
    assert client.post(address, {"kind": "x"}, headers={"accept": "application/json"}).status_code == 409


def test_a_ban_holds_at_every_form(
    client: Client, story: Story, said: Comment, dan: Member, ada: Member
) -> None:
    own = write(story, "Before.", by=dan)
    ban(dan, reason="Flooding.", until=clock.now() + timedelta(days=1), by=ada)
    client.force_login(dan)
    assert "Flooding." in client.get(f"/talk/{story.pk}/").content.decode(), "told before he writes"
    for address in (f"/talk/{story.pk}/", f"/talk/comment/{own.pk}/edit/"):
        answer = client.post(address, {"text": "Buy."})
        assert (answer.status_code, "Flooding." in answer.content.decode()) == (400, True)
    said_no = client.post(
        f"/talk/comment/{said.pk}/react/", {"kind": "agree"}, headers={"accept": "application/json"}
    )
    assert (said_no.status_code, "Flooding." in said_no.json()["refused"]) == (409, True)
    flagged = client.post(f"/flag/?subject={said.subject}", {"reason": "false", "words": "No."})
    assert (flagged.status_code, "Flooding." in flagged.content.decode()) == (400, True)
    assert (Comment.objects.count(), Reaction.objects.count(), Flag.objects.count()) == (2, 0, 0)
    own.refresh_from_db()
    assert own.source == "Before."
    client.post(f"/talk/comment/{own.pk}/remove/")
    own.refresh_from_db()
    assert own.state == State.DELETED, "taking one’s own words back stays open"
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert client.post(f"/talk/{story.pk}/", {"text": "Sorry."}).status_code == 302


def test_what_is_ones_own_comes_by_a_private_request(
    client: Client, story: Story, said: Comment, ben: Member
) -> None:
    address = f"/talk/{story.pk}/mine/"
    assert client.get(address).status_code == 204
    public = client.get(story.get_absolute_url()).content
    client.force_login(ben)
    client.post(f"/talk/comment/{said.pk}/react/", {"kind": "thanks"})
    client.post("/talk/muted/ada/")
    waiting = write(story, "Wait for me.", by=ben, parent=said)
    answer = client.get(address)
    mine = answer.json()
    assert answer["Cache-Control"] == "private, no-store"
    assert (mine["marks"], mine["muted"], mine["settings"]) == ({str(said.pk): ["thanks"]}, ["ada"], None)
    assert [(one["to"], "Wait for me." in one["html"]) for one in mine["waiting"]] == [(said.pk, True)]
    show(waiting, by=None, rule="known-and-clean")
    assert client.get(address).json()["own"] == [waiting.pk]
    assert client.get(story.get_absolute_url()).content != public  # the comment, for everybody alike
    assert b"csrf" not in client.get(story.get_absolute_url()).content


def test_muting_and_reading_again(client: Client, ben: Member, cleo: Member) -> None:
    client.force_login(ben)
    client.post("/talk/muted/cleo/")
    assert "Cleo Maynot" in client.get("/talk/muted/").content.decode()
    client.post("/talk/muted/cleo/", {"off": "1"})
    assert not Mute.objects.exists()
    assert client.post("/talk/muted/nobody/").status_code == 404


def test_ada_closes_and_slows_the_conversation_and_hides_a_comment(
    client: Client, story: Story, ada: Member, ben: Member
) -> None:
    comment = write(story, "Rude.", by=ben)
    client.force_login(ada)
    client.post(f"/talk/{story.pk}/settings/", {"minutes": "5"})
    story.refresh_from_db()
    assert (story.is_open_for_comments, slowness(story)) == (False, 300)
    assert client.post(f"/talk/{story.pk}/settings/", {"minutes": "7"}).status_code == 400
    client.post(f"/talk/comment/{comment.pk}/hide/", {"words": "No insults."})
    comment.refresh_from_db()
    assert comment.state == State.HIDDEN
    page = client.get(story.get_absolute_url()).content.decode()
    assert "Nobody commented on this story." not in page  # closed and empty: nothing is said at all


def test_the_first_comments_of_a_newcomer_wait_and_later_ones_do_not(
    story: Story, cleo: Member, ada: Member
) -> None:
    for number in range(2):
        first = write(story, f"The tide was {number} metres.", by=cleo)
        while work.run_due():
            pass
        first.refresh_from_db()
        assert first.state == State.WAITING
        show(first, by=ada)
    later = write(story, "And the wind was from the east.", by=cleo)
    while work.run_due():
        pass
    later.refresh_from_db()
    assert later.state == State.VISIBLE


def test_promotion_waits_even_of_a_known_member(story: Story, cleo: Member, ada: Member) -> None:
    for number in range(2):
        show(write(story, f"The tide was {number} metres.", by=cleo), by=ada)
    spam = "Casino bonus! Best online casino, free spins, buy now at https://casino.example/win and https://x.example"
    comment = write(story, spam, by=cleo)
    while work.run_due():
        pass
    comment.refresh_from_db()
    assert comment.state == State.WAITING


GERMAN = "Der alte Leuchtturm steht seit vielen Jahren am Hafen, und niemand weiß mehr, wer ihn damals gebaut hat. "
ROMANIAN = (
    "Farul vechi stă de mulți ani lângă port și nimeni nu mai știe cine l-a construit atunci pentru corăbii. "
)


@pytest.mark.parametrize(("words", "state"), [(GERMAN, State.WAITING), (ROMANIAN, State.VISIBLE)])
def test_the_language_check_reads_comments_too(
    story: Story, cleo: Member, ada: Member, words: str, state: str
) -> None:
    """A known member waits with what the paper does not speak; in any of its languages under any story they do not."""
    for number in range(2):
        show(write(story, f"The tide was {number} metres.", by=cleo), by=ada)
    comment = write(story, words * 2, by=cleo)
    while work.run_due():
        pass
    comment.refresh_from_db()
    assert comment.state == state
    signs = [one.kind for one in store.latest([comment.subject])[comment.subject].found]
    assert signs == (["language"] if state == State.WAITING else [])
