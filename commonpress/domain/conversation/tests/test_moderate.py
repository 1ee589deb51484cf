import pytest
from django.test import Client

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import hide, show
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events.models import Event


def count(story: Story) -> int:
    return Story.objects.values_list("comment_count", flat=True).get(pk=story.pk)


def test_hiding_and_showing_keep_the_count_right_however_often(story: Story, ada: Member) -> None:
    comment = post(story, "Good", author_name="Reader", state=Comment.State.VISIBLE)
    assert (bool(hide(comment, by=ada)), hide(comment, by=ada), count(story)) == (True, None, 0)
    assert (bool(show(comment, by=ada)), show(comment, by=ada), count(story)) == (True, None, 1)
    event = Event.objects.get(kind="comment.hidden")
    assert (event.by, event.stale) == (ada.subject, [f"comments:{story.pk}"])


def test_a_waiting_comment_is_hidden_without_being_counted(story: Story, ada: Member) -> None:
    comment = post(story, "Bad", author_name="Reader")
    assert hide(comment, by=ada)
    assert count(story) == 0


@pytest.mark.parametrize("verb", [hide, show])
def test_a_deleted_comment_stays_deleted(story: Story, ada: Member, verb: object) -> None:
    comment = post(story, "Gone", author_name="Reader", state=Comment.State.DELETED)
    assert not verb(comment, by=ada)  # type: ignore[operator]
    comment.refresh_from_db()
    assert (comment.state, count(story)) == (Comment.State.DELETED, 0)


def test_the_owner_hides_and_shows_from_the_list(client: Client, owner: Member, story: Story) -> None:
    client.force_login(owner)
    comment = post(story, "Good", author_name="Reader")
    client.post("/admin/conversation/comment/", {"action": "show_chosen", "_selected_action": comment.pk})
    assert count(story) == 1
    client.post("/admin/conversation/comment/", {"action": "hide_chosen", "_selected_action": comment.pk})
    assert count(story) == 0
    assert client.post(f"/admin/conversation/comment/{comment.pk}/change/", {"body": "x"}).status_code == 403
