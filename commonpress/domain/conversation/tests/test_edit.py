from datetime import timedelta

import pytest

from commonpress.domain.conversation.edit import edit
from commonpress.domain.conversation.models import Comment, Reaction
from commonpress.domain.conversation.moderate import hide, show
from commonpress.domain.conversation.react import react
from commonpress.domain.conversation.remove import remove
from commonpress.domain.conversation.thread import thread
from commonpress.domain.conversation.write import write
from commonpress.domain.members.ban import ban
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import Incomplete
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock

State = Comment.State


@pytest.fixture
def comment(story: Story, ben: Member) -> Comment:
    return write(story, "I saw it too.", by=ben)


def test_ben_changes_his_words_for_ten_minutes(comment: Comment, ben: Member, cleo: Member) -> None:
    assert edit(comment, "I saw it <too>.", by=ben).edited_at
    comment.refresh_from_db()
    assert (comment.body, comment.source) == ("<p>I saw it &lt;too&gt;.</p>", "I saw it <too>.")
    with pytest.raises(Refused):
        edit(comment, "Cleo was here.", by=cleo)
    with pytest.raises(Incomplete):
        edit(comment, " ", by=ben)
    with (
        clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)),
        pytest.raises(Refused, match="ten minutes"),
    ):
        edit(comment, "Much later.", by=ben)


def test_an_edit_that_changes_nothing_leaves_no_mark(comment: Comment, ben: Member) -> None:
    assert edit(comment, "I saw it too. ", by=ben).edited_at is None


def test_changed_words_of_a_newcomer_wait_again(comment: Comment, ben: Member, ada: Member) -> None:
    show(comment, by=ada)
    edit(comment, "Buy pills.", by=ben)
    comment.refresh_from_db()
    comment.story.refresh_from_db()
    assert (comment.state, comment.story.comment_count) == (State.WAITING, 0)


def test_changed_words_of_a_known_member_stay(story: Story, ben: Member, ada: Member) -> None:
    for number in range(2):
        show(write(story, f"Number {number}.", by=ben), by=ada)
    third = write(story, "Third.", by=ben)
    show(third, by=None, rule="known-and-clean")
    edit(third, "Third, mended.", by=ben)
    third.refresh_from_db()
    assert third.state == State.VISIBLE


def test_what_is_taken_back_leaves_a_stub_without_its_words(
    story: Story, ben: Member, ada: Member, cleo: Member
) -> None:
    first = write(story, "My telephone is 555.", by=ada)
    write(story, "Do not say that here.", by=ada, parent=first)
    react(first, "agree", by=cleo)
    with pytest.raises(Refused):
        remove(first, by=cleo)
    assert remove(first, by=ada)
    assert not remove(first, by=ada)
    first.refresh_from_db()
    assert (first.body, first.source, first.value, Reaction.objects.count()) == ("", "", 0, 0)
    (stub,) = thread(story).nodes
    assert (stub.is_stub, len(stub.below)) == (True, 1)
    story.refresh_from_db()
    assert story.comment_count == 1


def test_what_the_desk_hid_cannot_be_taken_back(comment: Comment, ben: Member, ada: Member) -> None:
    hide(comment, by=ada)
    assert not remove(comment, by=ben)
    comment.refresh_from_db()
    assert comment.body


def test_a_banned_member_changes_nothing_but_may_take_back(
    comment: Comment, ben: Member, ada: Member
) -> None:
    ban(ben, reason="Insults.", until=clock.now() + timedelta(days=1), by=ada)
    with pytest.raises(Refused, match="Insults"):
        edit(comment, "More of it.", by=ben)
    assert remove(comment, by=ben)
