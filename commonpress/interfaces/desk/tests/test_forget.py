from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import show
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.remove import remove
from commonpress.domain.conversation.write import write
from commonpress.domain.members.leave import leave
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Wish
from commonpress.domain.stories.models import Story
from commonpress.engines.checks.models import Report
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import Entry, Lesson, LinkedDomain
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


@pytest.mark.parametrize("was_seen", [False, True])
def test_of_a_comment_that_was_taken_back_no_word_stays_with_the_desk(
    make_story: Callable[..., Story], ben: Member, ada: Member, was_seen: bool
) -> None:
    comment = write(make_story("The ferry"), "Call me: 555\u202e. https://ben.example/", by=ben)
    settled()
    if was_seen:
        show(comment, by=ada)
        with clock.frozen(clock.now() + timedelta(minutes=1)):
            settled()
        assert Lesson.objects.filter(subject=comment.subject).exists()
    assert Entry.objects.filter(subject=comment.subject, excerpt__contains="555").exists()
    remove(comment, by=ben)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        settled()
    for model in (Entry, Report, Lesson):
        assert not model._default_manager.filter(subject=comment.subject).exists(), model
    assert not LinkedDomain.objects.exists()
    comment.refresh_from_db()
    assert (comment.body, comment.source, comment.hidden) == ("", "", "")
