from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.conversation.models import Comment, Mute, Reaction
from commonpress.domain.conversation.mute import mute, muted_by
from commonpress.domain.conversation.react import react
from commonpress.domain.conversation.reactions import counts
from commonpress.domain.conversation.write import write
from commonpress.domain.members.ban import ban
from commonpress.domain.members.leave import leave
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Wish
from commonpress.domain.stories.models import Story
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.site import options


@pytest.fixture
def comment(story: Story, ada: Member) -> Comment:
    return write(story, "The lens is from 1862.", by=ada)


def value(comment: Comment) -> int:
    return Comment.objects.values_list("value", flat=True).get(pk=comment.pk)


def test_a_word_counts_once_however_often_it_is_sent(comment: Comment, ben: Member, cleo: Member) -> None:
    assert [react(comment, "thanks", by=ben) for _time in range(3)] == [True, False, False]
    react(comment, "thanks", by=cleo)
    react(comment, "agree", by=cleo)
    assert (counts([comment.pk]), value(comment)) == ({comment.pk: {"thanks": 2, "agree": 1}}, 3)
    assert [react(comment, "thanks", by=ben, is_on=False) for _time in range(2)] == [True, False]
    assert value(comment) == 2


def test_a_reaction_makes_no_page_old(comment: Comment, ben: Member) -> None:
    react(comment, "thanks", by=ben)
    assert Event.objects.get(kind="comment.reacted").stale == []


def test_nobody_praises_themselves_or_says_what_the_paper_has_not(
    comment: Comment, ada: Member, ben: Member
) -> None:
    with pytest.raises(Refused):
        react(comment, "agree", by=ada)
    with pytest.raises(Refused):
        react(comment, "laughed", by=ben)
    options.change({"reactions": ("laughed",)})
    assert react(comment, "laughed", by=ben)


def test_a_banned_member_does_not_react(comment: Comment, dan: Member, ada: Member) -> None:
    ban(dan, reason="Flooding.", until=clock.now() + timedelta(days=1), by=ada)
    with pytest.raises(Refused, match="Flooding"):
        react(comment, "agree", by=dan)
    assert not Reaction.objects.exists()


def test_a_mute_is_personal_and_quiet(comment: Comment, ada: Member, ben: Member, cleo: Member) -> None:
    assert [mute(cleo, by=ben), mute(cleo, by=ben)] == [True, False]
    assert (muted_by(ben), muted_by(cleo)) == ([cleo], [])
    with pytest.raises(Refused):
        mute(ben, by=ben)
    write(comment.story, "To you.", by=ada, parent=comment)
    assert mute(cleo, by=ben, is_on=False)


def test_who_muted_the_writer_is_not_told_of_the_answer(story: Story, ada: Member, ben: Member) -> None:
    mute(ada, by=ben)
    write(story, "@ben: look.", by=ada)
    assert not Event.objects.filter(kind__in=["comment.named", "comment.under_mine"]).exists()


@pytest.mark.parametrize("removes", [False, True])
def test_leaving_takes_reactions_along_and_comments_as_one_wishes(
    story: Story, comment: Comment, cleo: Member, ben: Member, removes: bool
) -> None:
    react(comment, "agree", by=cleo)
    mute(cleo, by=ben)
    own = write(story, "Mine.", by=cleo)
    leave(cleo, Wish(remove_stories=False, remove_comments=removes))
    own.refresh_from_db()
    assert (own.member, own.source, bool(own.body)) == (None, "", not removes)
    assert (value(comment), Reaction.objects.count(), Mute.objects.count()) == (0, 0, 0)


def test_the_owner_chooses_the_words_and_readers_are_offered_no_other(
    client: Client, owner: Member, story: Story, comment: Comment, ben: Member
) -> None:
    client.force_login(owner)
    at = "/admin/conversation/talking/"
    assert client.get(at, follow=True).status_code == 200
    client.post(at, {"reactions": ["laughed", "thanks"], "comments_close_after_days": "30"})
    paper = options.paper()
    assert (set(paper.reactions), paper.comments_close_after_days) == ({"thanks", "laughed"}, 30)
    client.post(at, {"reactions": ["shouted"], "comments_close_after_days": "-1"})
    assert options.paper().comments_close_after_days == 30
    client.force_login(ben)
    page = client.get(f"/talk/comment/{comment.pk}/").content.decode()
    offered = [words for words in ("Thank you", "It made me laugh", "I agree") if words in page]
    assert offered == ["Thank you", "It made me laugh"]
    assert [one["kind"] for one in client.get(f"/talk/{story.pk}/mine/").json()["reactions"]] == [
        "thanks",
        "laughed",
    ]
