from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import MAX_DEPTH, post
from commonpress.domain.conversation.thread import thread
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story


def test_answers_stand_under_what_they_answer(story: Story, ben: Member) -> None:
    first = post(story, "One", member=ben, state=Comment.State.VISIBLE)
    second = post(story, "Two", member=ben, state=Comment.State.VISIBLE)
    answer = post(story, "To one", author_name="Viorica", parent=first, state=Comment.State.VISIBLE)
    assert [comment.pk for comment in thread(story).comments] == [first.pk, answer.pk, second.pk]
    assert answer.depth == 2


def test_waiting_comments_are_neither_shown_nor_counted(story: Story, dan: Member) -> None:
    post(story, "Buy now", member=dan)
    assert not thread(story).nodes
    story.refresh_from_db()
    assert story.comment_count == 0


def test_visible_comments_are_counted(story: Story, ben: Member) -> None:
    post(story, "One", member=ben, state=Comment.State.VISIBLE)
    story.refresh_from_db()
    assert story.comment_count == 1


def test_a_comment_passes_the_sanitiser(story: Story, dan: Member) -> None:
    comment = post(story, '<b onclick="x()">hi</b><script>alert(1)</script>', member=dan)
    assert "script" not in comment.body
    assert "onclick" not in comment.body


def test_a_thread_deeper_than_the_limit_goes_on_beside(story: Story, ben: Member) -> None:
    parent = None
    for _ in range(MAX_DEPTH + 2):
        parent = post(story, "and", member=ben, parent=parent, state=Comment.State.VISIBLE)
    assert parent is not None
    assert parent.depth == MAX_DEPTH
