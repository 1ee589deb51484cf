"""What all rooms together give to who leaves, and keep of who has left."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.db.models import Q

from commonpress.domain.conversation.edit import edit
from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.models import Comment, Flag, Mute, Reaction
from commonpress.domain.conversation.moderate import show
from commonpress.domain.conversation.mute import mute
from commonpress.domain.conversation.react import react
from commonpress.domain.conversation.settle_flags import dismiss
from commonpress.domain.conversation.write import write
from commonpress.domain.members.leave import leave
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Wish, archive
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.checks.desk_models import SectionText
from commonpress.engines.checks.models import Report, Text
from commonpress.engines.events import work
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.interfaces.api.models import Deed, Token
from commonpress.interfaces.api.tokens import make
from commonpress.interfaces.desk.models import Entry, Lesson
from commonpress.interfaces.notices.models import Notice, Rhythm
from commonpress.interfaces.notices.told import told

Make = Callable[..., Story]


def test_tokens_and_notices_are_taken_along_without_a_secret(ben: Member, cleo: Member) -> None:
    token, words = make(ben, "Phone", ["read"])
    make(cleo, "Cleos own", ["read"])
    now = clock.now()
    Deed.objects.create(token=token, key="one", digest="d", status=201, body="{}", at=now)
    facts = {"headline": "Ferry"}
    Notice.objects.create(member=ben, kind="story.published", subject="story:1", event=1, facts=facts, at=now)
    file = BytesIO()
    archive(ben, file)
    found = zipfile.ZipFile(file)
    tokens = json.loads(found.read("tokens.json"))
    assert [(one["name"], one["scopes"]) for one in tokens] == [("Phone", ["read"])]
    assert json.loads(found.read("requests.json"))[0]["key"] == "one"
    assert json.loads(found.read("notices.json"))[0]["title"] == "Published: Ferry"
    whole = b"".join(found.read(name) for name in found.namelist()).decode()
    assert not [secret for secret in (words, token.digest, token.start) if secret in whole]


def test_who_leaves_leaves_no_token_no_notice_and_no_text_with_the_checks(
    ben: Member, make_story: Make
) -> None:
    public = make_story("Bens story", body=f"<p>{'Secret words of the harbour master. ' * 9}</p>")
    submit(make_story("Bens other", published=False, body=f"<p>{'Other words of the sea. ' * 9}</p>"), by=ben)
    make(ben, "Phone", ["read"])
    Notice.objects.create(member=ben, kind="x", subject=public.subject, event=1, at=clock.now())
    settle()
    assert Text.objects.count() == 2
    assert Report.objects.exists()
    leave(ben, Wish(remove_stories=True))
    settle()
    for model in (Text, Report, SectionText, Lesson, Token, Deed, Notice):
        assert not model._default_manager.exists(), model
    assert not Entry.objects.exclude(author_name="Former member").exists()


def test_all_of_a_conversation_that_is_bens_is_taken_along_and_nothing_of_cleos(
    make_story: Make, ben: Member, cleo: Member, ada: Member
) -> None:
    story = make_story("The ferry is back", authors=[ada])
    said = {member: write(story, f"Words of {member.handle}.", by=member) for member in (ada, ben, cleo)}
    edit(said[ben], "Changed words of ben.", by=ben)
    for member, kind in ((ben, "thanks"), (cleo, "agree")):
        react(said[ada], kind, by=member)
        flag(story, "false", f"Objection of {member.handle}.", by=member)
    mute(cleo, by=ben)
    mute(ada, by=cleo)
    Rhythm.objects.create(member=ben, hours=168)
    file = BytesIO()
    archive(ben, file)
    found = zipfile.ZipFile(file)
    parts = {
        name: json.loads(found.read(f"{name}.json"))
        for name in ("comments", "reactions", "flags", "muted", "digest")
    }
    assert [(one["source"], bool(one["edited_at"])) for one in parts["comments"]] == [
        ("Changed words of ben.", True)
    ]
    assert [(one["comment"], one["kind"]) for one in parts["reactions"]] == [(said[ada].pk, "thanks")]
    assert [(one["subject"], one["words"], one["state"]) for one in parts["flags"]] == [
        (story.subject, "Objection of ben.", "open")
    ]
    assert [one["muted__handle"] for one in parts["muted"]] == ["cleo"]
    assert [one["hours"] for one in parts["digest"]] == [168]
    whole = b"".join(found.read(name) for name in found.namelist()).decode()
    assert [words for words in ("Words of ada", "Words of cleo", "Objection of cleo") if words in whole] == []


@pytest.mark.parametrize("removes", [False, True])
def test_who_leaves_a_conversation_leaves_no_name_in_it(
    make_story: Make, ben: Member, cleo: Member, ada: Member, removes: bool
) -> None:
    story = make_story("The ferry is back", authors=[ada])
    first = write(story, "First.", by=ada)
    answer = write(story, "Words of the harbour master.", by=ben, parent=first)
    settle()
    show(answer, by=ada)
    react(first, "thanks", by=ben)
    flag(first, "false", "It was the second.", by=ben)
    settled = flag(story, "false", "It was Tuesday, I was on board.", by=ben)
    dismiss(story, by=ada)
    mute(cleo, by=ben)
    mute(ben, by=cleo)
    Rhythm.objects.create(member=ben, hours=1)
    settle()
    assert "Ben Writes" in str(Notice.objects.get(kind="comment.answered", member=ada).facts)
    leave(ben, Wish(remove_stories=False, remove_comments=removes))
    settle()
    kept = [
        *Comment.objects.values(),
        *Reaction.objects.values(),
        *Notice.objects.values(),
        *Event.objects.values(),
    ]
    assert "Ben Writes" not in str([*kept, *Entry.objects.values()])
    assert told(Notice.objects.get(kind="comment.answered")).title.startswith("Somebody answered")
    assert not Flag.objects.filter(Q(member=ben) | Q(sender=ben.subject)).exists()
    settled.refresh_from_db()
    assert (settled.words, Flag.objects.get(state="open").words) == ("", "It was the second.")
    assert [model._default_manager.count() for model in (Reaction, Mute, Rhythm)] == [0, 0, 0]
    first.refresh_from_db()
    assert (first.reacted, first.value) == ({}, 0)
    left = str([*Comment.objects.values(), *Entry.objects.values(), *Lesson.objects.values()])
    assert ("harbour master" in left) is not removes


def test_what_stays_keeps_its_place_in_the_archive(ben: Member, make_story: Make) -> None:
    stays = make_story("Bens story", body=f"<p>{'Words of the harbour master. ' * 9}</p>")
    settle()
    leave(ben, Wish(remove_stories=False))
    settle()
    assert Text.objects.get().subject == stays.subject


def settle() -> None:
    """The worker runs until nothing is left, also of what waits until it cannot be undone."""
    while work.run_due():
        pass
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        while work.run_due():
            pass
