import pytest
from django.test.utils import CaptureQueriesContext

from commonpress.domain.conversation import thread as reading
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import hide, show
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.thread import branch, page, thread
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story

VISIBLE = Comment.State.VISIBLE


def say(story: Story, words: str, parent: Comment | None = None) -> Comment:
    return post(story, words, author_name="Reader", parent=parent, state=VISIBLE)


def bodies(nodes: list[reading.Node]) -> list[str]:
    return [node.comment.body for node in nodes]


def test_what_lies_deeper_than_four_is_folded_and_flat(story: Story) -> None:
    parent = None
    for number in range(7):
        parent = say(story, str(number), parent)
    node = thread(story).nodes[0]
    for level in (1, 2, 3):
        assert (node.level, node.is_folding) == (level, False)
        node = node.below[0]
    assert (node.is_folding, bodies(node.flat)) == (True, ["4", "5", "6"])


def test_pages_of_a_long_thread_hold_every_comment_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ROOTS", 2)
    roots = [say(story, f"root {number}") for number in range(5)]
    say(story, "an answer", roots[4])
    Comment.objects.filter(pk=roots[2].pk).update(value=3)
    assert [bodies(page(story, "oldest", number).nodes) for number in (1, 2, 3)] == [
        ["root 0", "root 1"], ["root 2", "root 3"], ["root 4"]]  # fmt: skip
    assert bodies(page(story, "newest").nodes) == ["root 4", "root 3"]
    assert bodies(page(story, "newest").nodes[0].below) == ["an answer"]
    assert bodies(page(story, "valued").nodes) == ["root 2", "root 4"]
    assert page(story, "oldest", 99).number == 3


def test_an_answer_too_many_stands_on_the_page_of_its_branch(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ANSWERS", 2)
    monkeypatch.setattr(reading, "BRANCH", 3)
    root = say(story, "root")
    for number in range(4):
        say(story, f"answer {number}", root)
    (node,) = page(story).nodes
    assert (bodies(node.below), node.more) == (["answer 0", "answer 1"], 2)
    root.refresh_from_db()
    assert bodies(branch(root).nodes[0].below) == ["answer 0", "answer 1"]
    assert bodies(branch(root, 2).nodes) == ["answer 2", "answer 3"]


def test_a_hidden_comment_leaves_a_stub_only_where_it_was_answered(story: Story, ada: Member) -> None:
    alone, answered = say(story, "alone"), say(story, "answered")
    answer = say(story, "the answer", answered)
    for comment in (alone, answered):
        hide(comment, by=ada)
    (stub,) = thread(story).nodes
    assert (stub.is_stub, bodies(stub.below)) == (True, ["the answer"])
    hide(answer, by=ada)
    assert thread(story).nodes == []
    answered.refresh_from_db()
    assert answered.answers == 0
    show(answer, by=ada)
    answered.refresh_from_db()
    assert answered.answers == 1


def test_reading_asks_the_database_as_often_for_many_as_for_few(
    story: Story, django_assert_num_queries: CaptureQueriesContext
) -> None:
    for number in range(30):
        say(story, "answer", say(story, f"root {number}"))
    thread(story)
    with django_assert_num_queries(1):  # type: ignore[operator]
        thread(story)
    with django_assert_num_queries(3):  # type: ignore[operator]
        page(story, "valued")
