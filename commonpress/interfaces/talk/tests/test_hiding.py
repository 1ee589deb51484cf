import pytest
from django.test import Client

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story


@pytest.mark.django_db(transaction=True)
def test_hiding_a_comment_that_was_objected_to_settles_the_objections(
    client: Client, story: Story, ada: Member, ben: Member, cleo: Member
) -> None:
    comment = write(story, "Rude.", by=ben)
    flag(comment, Flag.Reason.INSULT, by=cleo, sender=cleo.subject)
    client.force_login(ada)
    assert client.post(f"/talk/comment/{comment.pk}/hide/", {"words": "No insults."}).status_code == 302
    comment.refresh_from_db()
    assert comment.state == Comment.State.HIDDEN
    settled = Flag.objects.get()
    assert (settled.state, settled.settled_by and settled.settled_by.subject) == ("upheld", comment.subject)
