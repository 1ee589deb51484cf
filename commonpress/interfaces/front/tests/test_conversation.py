"""The pages of a conversation: what they show, what they cost, that they are one for everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.conversation.edit import edit
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.react import react
from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.move import rename
from commonpress.domain.stories.open_comments import open_comments
from commonpress.engines.lib import clock
from commonpress.engines.site import options

LONG = 2000
QUERIES = 14  # the issue's own limit is "under 15"
VISIBLE = Comment.State.VISIBLE


def long_thread(story: Story, members: list[Member], count: int) -> None:
    """Roots with five answers each, three levels deep, written in two lots."""
    now = clock.now()
    rows = [
        Comment(story=story, member=members[n % len(members)], author_name="Reader", path=f"n{n}", depth=1,
                body="<p>So.</p>", state=VISIBLE, at=now, value=n % 7)
        for n in range(count)
    ]  # fmt: skip
    made = Comment.objects.bulk_create(rows)
    for n, row in enumerate(made):
        root, above = made[n - n % 6], made[n - 1]
        parent = None if n % 6 == 0 else (root if n % 6 in {1, 4} else above)
        row.parent, row.depth = parent, parent.depth + 1 if parent else 1
        row.path = f"{parent.path if parent else ''}{row.pk:08x}"
        row.answers = 5 if n % 6 == 0 else 0
    Comment.objects.bulk_update(made, ["parent", "depth", "path", "answers"], batch_size=500)
    Story.objects.filter(pk=story.pk).update(comment_count=count)


def test_two_thousand_comments_open_in_under_fifteen_queries(
    client: Client,
    story: Story,
    ada: Member,
    ben: Member,
    cleo: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    long_thread(story, [ada, ben, cleo], LONG)
    at = story.get_absolute_url()
    for address in (
        at,
        f"{at}comments/",
        f"{at}comments/?order=valued&page=9",
        f"{at}comments/?order=newest",
    ):
        client.get(address)
        with django_assert_max_num_queries(QUERIES):
            page = client.get(address)
        assert page.status_code == 200
    assert "Read all 2K comments" in client.get(at).content.decode()


def test_a_comment_shows_who_wrote_it_that_it_changed_and_what_others_left(
    client: Client, story: Story, ada: Member, ben: Member
) -> None:
    comment = edit(
        write(story, "The lens is from 1862.", by=ada),
        "The lens is from 1862, see https://a.example/",
        by=ada,
    )
    react(comment, "thanks", by=ben)
    post(story, "Mine.", member=ben, state=VISIBLE)
    page = client.get(story.get_absolute_url()).content.decode()
    for said in ("Editor", "Author of the story", "changed", "Thank you <b>1</b>", f"comments/{comment.pk}/"):
        assert said in page
    assert 'rel="ugc nofollow noopener"' in page
    assert client.get(f"{story.get_absolute_url()}comments/{comment.pk}/").status_code == 200


def test_the_front_page_counts_without_being_made_anew(client: Client, story: Story, ada: Member) -> None:
    assert "1 comment" not in client.get("/").content.decode()
    write(story, "One.", by=ada)
    assert "1 comment" in client.get("/").content.decode()
    assert client.get(f"{story.get_absolute_url()}comments/count.json").json() == {"count": 1}


def test_an_old_address_leads_on_and_what_is_not_there_is_not_found(
    client: Client, story: Story, make_story: Callable[..., Story], ada: Member
) -> None:
    comment = write(story, "One.", by=ada)
    elsewhere = make_story("Another")
    assert client.get(f"{elsewhere.get_absolute_url()}comments/{comment.pk}/").status_code == 404
    old = story.get_absolute_url()
    rename(story, "elsewhere", by=ada)
    story.refresh_from_db()
    assert client.get(f"{old}comments/")["Location"] == f"{story.get_absolute_url()}comments/"
    waiting = write(story, "Wait.", by=elsewhere.bylines.get().member)
    assert client.get(f"{story.get_absolute_url()}comments/{waiting.pk}/").status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=9999999999", "page=²", "order=x&page=x"])
def test_a_page_that_makes_no_sense_is_the_nearest_one(
    client: Client, story: Story, ada: Member, query: str
) -> None:
    write(story, "One.", by=ada)
    assert client.get(f"{story.get_absolute_url()}comments/?{query}").status_code == 200


def test_a_closed_conversation_is_read_and_offers_nothing(client: Client, story: Story, ada: Member) -> None:
    write(story, "One.", by=ada)
    open_comments(story, False, by=ada)
    page = client.get(story.get_absolute_url()).content.decode()
    assert "This conversation is closed." in page
    assert "/talk/" not in page.replace("/talk/comment/", "")


def test_a_page_is_kept_no_longer_than_the_conversation_is_open(
    client: Client, story: Story, ada: Member
) -> None:
    options.change({"comments_close_after_days": 1})
    Story.objects.filter(pk=story.pk).update(
        published_at=clock.now() - timedelta(days=1) + timedelta(seconds=30)
    )
    answer = client.get(story.get_absolute_url())
    assert 0 < answer.seconds <= 30  # type: ignore[attr-defined]
