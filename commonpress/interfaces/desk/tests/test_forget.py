from collections.abc import Callable

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.members.leave import leave
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Wish
from commonpress.domain.stories.models import Story
from commonpress.engines.checks.models import Report
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.desk.tests.conftest import settled


def test_reports_on_the_comments_of_who_left_go_with_them(
    make_story: Callable[..., Story], ben: Member, cleo: Member
) -> None:
    story = make_story("The ferry", authors=[cleo])
    bens, cleos = (post(story, f"A word of {member.name}", member=member) for member in (ben, cleo))
    settled()
    assert Report.objects.filter(subject=bens.subject).exists()
    leave(ben, Wish(remove_stories=False))
    settled()
    assert Comment.objects.get(pk=bens.pk).author_name == "Former member"
    assert not Report.objects.filter(subject=bens.subject).exists()
    assert Report.objects.filter(subject=cleos.subject).exists()
    assert Entry.objects.filter(subject=bens.subject).exists(), "it still waits for an editor"
