from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from commonpress.domain.members.models import Member, Trust
from commonpress.domain.stories import access
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.links import PAID, rel_of, relabelled
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.submit import submit

Make = Callable[..., Story]
BODY = '<p><a href="https://other.example/">Out</a> <a href="/about/">In</a> rel="x"</p>'


@pytest.fixture
def linked(make_story: Make, ben: Member, ada: Member) -> Story:
    waiting = submit(make_story(published=False, body=BODY), by=ben)
    return publish(waiting, by=ada, ground=Ground.EDITOR)


@pytest.mark.parametrize(
    ("level", "rel"),
    [(Trust.NEWCOMER, "ugc nofollow noopener"), (Trust.KNOWN, "ugc noopener"), (Trust.TRUSTED, "noopener")],
)
def test_links_follow_the_trust_of_their_author(
    linked: Story, ben: Member, client: Client, level: Trust, rel: str
) -> None:
    Member.objects.filter(pk=ben.pk).update(trust=level)
    shown = f'<a href="https://other.example/" rel="{rel}">'
    assert shown in client.get(linked.get_absolute_url()).content.decode()
    assert shown.replace('"', "&quot;") in client.get("/feed.atom").content.decode().replace(
        "&#34;", "&quot;"
    ) or (shown in client.get("/feed.json").json()["items"][0]["content_html"])


def test_the_least_trusted_name_decides_and_editors_are_trusted(
    linked: Story, ada: Member, cleo: Member
) -> None:
    line = linked.bylines.get()
    line.member = ada
    line.save(update_fields=["member"])
    assert rel_of(linked) == "noopener"
    linked.bylines.create(member=cleo, position=1)
    assert rel_of(linked) == "ugc nofollow noopener"


def test_what_was_moved_in_stays_as_stored_and_what_is_paid_says_so(make_story: Make) -> None:
    assert rel_of(make_story(body=BODY)) == "ugc noopener"
    assert rel_of(make_story(kind=Story.Kind.SPONSORED)) == PAID


def test_only_links_that_leave_are_marked_and_no_prose() -> None:
    stored = '<p><a href="https://o.example/" rel="ugc noopener">o</a> <a href="/a/">rel="x"</a></p>'
    assert relabelled(stored, "noopener") == stored.replace("ugc noopener", "noopener")


def test_held_bylines_are_not_asked_for_again(
    linked: Story, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    access.with_bylines([linked])
    with django_assert_num_queries(0):
        rel_of(linked)
