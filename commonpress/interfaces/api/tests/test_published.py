"""Reading what is published, without a token."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.withdraw import withdraw

Make = Callable[..., Story]


def test_a_stranger_reads_the_newest_first(make_story: Make, client: Client) -> None:
    first, second = make_story("One"), make_story("Two")
    make_story("Secret", published=False)
    response = client.get("/api/v1/stories/")
    told = response.json()
    assert [story["id"] for story in told["stories"]] == [second.pk, first.pk]
    assert told["next"] is None
    assert told["stories"][0]["authors"][0]["handle"] == "ben"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_pages_go_by_a_cursor(make_story: Make, client: Client) -> None:
    made = [make_story(f"Number {n}").pk for n in range(3)]
    first = client.get("/api/v1/stories/?limit=2").json()
    second = client.get("/api/v1/stories/", {"limit": 2, "before": first["next"]}).json()
    assert [story["id"] for story in first["stories"] + second["stories"]] == made[::-1]
    assert second["next"] is None


def test_filters_are_combined(make_story: Make, cleo: Member, client: Client) -> None:
    wanted = make_story("One", topics=["Ferry"])
    make_story("Two", authors=[cleo])
    for query in ("topic=ferry", "author=ben", "section=harbour&topic=ferry&author=ben"):
        assert [one["id"] for one in client.get(f"/api/v1/stories/?{query}").json()["stories"]] == [wanted.pk]
    assert client.get("/api/v1/stories/?section=none").json()["stories"] == []


def test_one_story_is_told_whole(story: Story, client: Client) -> None:
    told = client.get(f"/api/v1/stories/{story.pk}/").json()
    assert told["body"] == "<p>The ferry came back at noon.</p>"
    assert told["address"].endswith(story.get_absolute_url())
    assert set(told["authors"][0]) == {"name", "handle", "address"}


def test_links_of_a_newcomer_say_so_to_search_engines(
    make_story: Make, ada: Member, ben: Member, client: Client
) -> None:
    body = '<p><a href="https://other.example/">Out</a></p>'
    waiting = submit(make_story(published=False, body=body), by=ben)
    shown = publish(waiting, by=ada, ground=Ground.EDITOR)
    told = client.get(f"/api/v1/stories/{shown.pk}/").json()
    assert 'rel="ugc nofollow noopener"' in told["body"]
    assert told["body"] in client.get(shown.get_absolute_url()).content.decode()


def test_a_draft_is_missing_and_a_withdrawn_story_is_gone(
    make_story: Make, ada: Member, client: Client
) -> None:
    draft = make_story(published=False)
    response = client.get(f"/api/v1/stories/{draft.pk}/")
    assert response.status_code == 404
    assert response.json()["detail"] == client.get("/api/v1/stories/999999/").json()["detail"]
    story = make_story()
    withdraw(story, reason="The source took it back.", by=ada)
    gone = client.get(f"/api/v1/stories/{story.pk}/")
    assert gone.status_code == 410
    assert "The source took it back." in gone.json()["detail"]


def test_sections_and_topics(make_story: Make, client: Client) -> None:
    make_story(topics=["Ferry", "Tide"])
    make_story("Secret", published=False, topics=["Hidden"])
    assert [one["slug"] for one in client.get("/api/v1/sections/").json()] == ["harbour"]
    assert [one["slug"] for one in client.get("/api/v1/topics/").json()] == ["ferry", "tide"]
    assert [one["slug"] for one in client.get("/api/v1/topics/?after=ferry").json()] == ["tide"]


@pytest.mark.parametrize("q", ["ferry", '"', "a AND", "NEAR(", "\x00", "%", "a" * 300])
def test_no_question_is_an_error(q: str, story: Story, client: Client) -> None:
    response = client.get("/api/v1/search/", {"q": q})
    assert response.status_code == 200
    assert set(response.json()) == {"total", "stories"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("stories/?before=x", 422),
        ("stories/?limit=0", 422),
        ("stories/?limit=99999999999999999999", 422),
        ("stories/?section=%00", 422),
        ("stories/0/", 422),
        ("stories/99999999999999999999/", 422),
        ("stories/abc/", 422),
        ("search/", 422),
        ("nothing/", 404),
        ("stories", 404),
    ],
)
def test_errors_are_problems_with_a_remedy(path: str, status: int, db: None, client: Client) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert told["status"] == status
    assert told["remedy"]
    assert not response.cookies


def test_another_method_is_told_which_to_use(db: None, client: Client) -> None:
    response = client.delete("/api/v1/stories/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert response.headers["Content-Type"] == "application/problem+json"


def test_errors_are_in_english_whatever_the_paper_speaks(db: None, client: Client) -> None:
    from commonpress.engines.site import options

    options.change({"language": "ro"})
    assert client.get("/api/v1/nothing/").json()["title"] == "Not found"
