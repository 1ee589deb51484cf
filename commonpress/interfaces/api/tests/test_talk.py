"""The conversation through the API: the verbs behind the forms, with their guards."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.write import write
from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.open_comments import open_comments
from commonpress.engines.lib import clock
from commonpress.interfaces.api.tests.conftest import Program

Programs = Callable[..., Program]


@pytest.fixture
def said(story: Story, ada: Member) -> Comment:
    return write(story, "The lens is from 1862.", by=ada)


def test_ben_reads_answers_changes_and_takes_back(
    story: Story, said: Comment, ben: Member, program: Programs
) -> None:
    bens = program(ben)
    thread = bens.get(f"/stories/{story.pk}/comments/")
    assert (thread["count"], thread["is_open"], thread["comments"][0]["name"]) == (1, True, "Ada Edits")
    made = bens.post(f"/stories/{story.pk}/comments/", {"text": "And <relit>.", "parent": said.pk})
    assert (made.status_code, made.json()["state"], made.json()["depth"]) == (201, "waiting", 2)
    assert made.json()["body"] == "<p>And &lt;relit&gt;.</p>"
    number = made.json()["id"]
    assert (
        len(bens.get(f"/stories/{story.pk}/comments/")["comments"]) == 1
    )  # nobody sees it yet, himself but under /me/
    assert [one["text"] for one in bens.get("/me/comments/")] == ["And <relit>."]
    assert bens("PATCH", f"/comments/{number}/", {"text": "And lit anew."}).json()["edited_at"]
    taken = bens("DELETE", f"/comments/{number}/").json()
    assert (taken["state"], taken["body"], taken["text"]) == ("deleted", "", "")


def test_a_key_writes_one_comment(story: Story, ben: Member, program: Programs) -> None:
    bens = program(ben)
    sent = [
        bens.post(f"/stories/{story.pk}/comments/", {"text": "Once."}, **{"idempotency-key": "k"})
        for _time in range(2)
    ]
    assert sent[0].json() == sent[1].json()
    assert Comment.objects.count() == 1


def test_reactions_and_flags(story: Story, said: Comment, ben: Member, program: Programs) -> None:
    bens = program(ben)
    assert bens.post(f"/comments/{said.pk}/reactions/", {"kind": "thanks"}).json() == {"thanks": 1}
    assert bens.post(f"/comments/{said.pk}/reactions/", {"kind": "thanks", "on": False}).json() == {}
    assert bens.post(f"/comments/{said.pk}/reactions/", {"kind": "shout"}).status_code == 403
    assert bens.post(f"/comments/{said.pk}/flag/", {"reason": "false", "words": "1863."}).status_code == 200
    assert Flag.objects.get().subject == said.subject


def test_cleo_changes_nothing_of_bens_and_a_reader_without_a_token_reads_alone(
    story: Story, ben: Member, cleo: Member, program: Programs
) -> None:
    comment = write(story, "Mine.", by=ben)
    cleos = program(cleo)
    assert cleos("PATCH", f"/comments/{comment.pk}/", {"text": "Hers."}).status_code == 404
    assert cleos("DELETE", f"/comments/{comment.pk}/").status_code == 404
    assert cleos.post(f"/comments/{comment.pk}/reactions/", {"kind": "agree"}).status_code == 404
    assert program(cleo, "read").post(f"/stories/{story.pk}/comments/", {"text": "No."}).status_code == 403


def test_a_ban_and_a_closed_conversation_hold_here_too(
    story: Story, said: Comment, dan: Member, ben: Member, ada: Member, program: Programs
) -> None:
    dans, own = program(dan), write(story, "Before.", by=dan)
    ban(dan, reason="Flooding.", until=clock.now() + timedelta(days=1), by=ada)
    tries = (
        dans.post(f"/stories/{story.pk}/comments/", {"text": "Buy."}),
        dans("PATCH", f"/comments/{own.pk}/", {"text": "Buy."}),
        dans.post(f"/comments/{said.pk}/reactions/", {"kind": "agree"}),
        dans.post(f"/comments/{said.pk}/flag/", {"reason": "false"}),
    )
    assert [(one.status_code, "Flooding." in one.json()["detail"]) for one in tries] == [(403, True)] * 4
    own.refresh_from_db()
    assert (own.source, Comment.objects.count(), Flag.objects.count()) == ("Before.", 2, 0)
    assert dans("DELETE", f"/comments/{own.pk}/").json()["state"] == "deleted"  # one’s own words back, always
    open_comments(story, False, by=ada)
    assert program(ben).post(f"/stories/{story.pk}/comments/", {"text": "Late."}).status_code == 403


@pytest.mark.parametrize("text", ["\u202e", "x" * 5001, "x" * 1_048_576])
def test_what_cannot_stand_is_told_at_the_field(
    story: Story, ben: Member, program: Programs, text: str
) -> None:
    answer = program(ben).post(f"/stories/{story.pk}/comments/", {"text": text})
    assert (answer.status_code, answer.json()["errors"][0]["field"].endswith("text")) == (422, True)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", [" ", "\u202e", "x" * 1_048_576])
def test_changed_words_pass_the_same_gate(said: Comment, ada: Member, program: Programs, text: str) -> None:
    answer = program(ada)("PATCH", f"/comments/{said.pk}/", {"text": text})
    assert (answer.status_code, answer.json()["errors"][0]["field"].endswith("text")) == (422, True)
    said.refresh_from_db()
    assert said.source == "The lens is from 1862."


def test_naughty_strings_are_words_or_a_fault(
    story: Story, ada: Member, program: Programs, shared_data: Path
) -> None:
    adas = program(ada)
    for line in json.loads((shared_data / "naughty-strings.json").read_text(encoding="utf-8"))[::16]:
        answer = adas.post(f"/stories/{story.pk}/comments/", {"text": line})
        assert answer.status_code in {201, 422}, line
        if answer.status_code == 201:
            assert not set(re.findall(r"<(\w+)", answer.json()["body"])) - {"p", "br", "a", "blockquote"}, (
                line
            )


def test_pages_go_by_the_last_number(story: Story, ada: Member, program: Programs) -> None:
    numbers = [write(story, f"Number {number}.", by=ada).pk for number in range(3)]
    adas = program(ada)
    first = adas.get(f"/stories/{story.pk}/comments/?limit=2")
    assert ([one["id"] for one in first["comments"]], first["next"]) == (numbers[:2], numbers[1])
    rest = adas.get(f"/stories/{story.pk}/comments/?limit=2&after={first['next']}")
    assert ([one["id"] for one in rest["comments"]], rest["next"]) == (numbers[2:], None)
