"""The quiet list of what is read most, on the front page."""

from collections.abc import Callable

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.stories.models import Story
from commonpress.engines.readership import most, totals

Make = Callable[..., Story]


def test_the_front_page_shows_what_is_read_most(make_story: Make, client: Client) -> None:
    for number in range(4):
        totals.add(make_story(f"Story {number}").subject, number + 1)
    most.rank()
    response = client.get("/")
    page = response.content.decode()
    shown = page[page.index('class="most-read"') :]
    places = [shown.index(f">Story {number}<") for number in (3, 2, 1, 0)]
    assert places == sorted(places)
    assert "most-read" in response.headers["Cache-Tag"]


def test_nothing_stands_there_when_nothing_was_read(story: Story, client: Client) -> None:
    assert "most-read" not in client.get("/").content.decode()


def test_it_costs_the_front_page_one_query(
    make_story: Make, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(16):
        totals.add(make_story(f"Story {number}").subject, number + 1)
    most.rank()
    with django_assert_max_num_queries(14):
        client.get("/")
