import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.readership import most, totals
from commonpress.engines.readership.models import Hourly
from commonpress.interfaces.desk.views import WAYS

Make = Callable[..., Story]
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def read(make_story: Make) -> list[Story]:
    stories = [make_story(f"Story {number}", at=NOW - 40 * DAY) for number in range(4)]
    for number, story in enumerate(stories):
        totals.add(story.subject, number + 1, at=NOW)
        totals.add(story.subject, 10, at=NOW - 3 * DAY)
    Hourly.objects.filter(subject=stories[0].subject).update(referrer="search.example")
    totals.add("creative:1", 5000)
    most.rank()
    return stories


def rows(client: Client, address: str) -> list[list[str]]:
    return list(csv.reader(StringIO(client.get(address).content.decode())))


ADDRESSES = ["/desk/figures/", "/desk/figures/1/", "/desk/figures/strikes/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_sent_to_the_sign_in(address: str, client: Client) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/account/sign-in/?next={address}"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["", "?format=csv"])
def test_ben_may_not_open_the_desk(address: str, query: str, ben: Member, client: Client) -> None:
    client.force_login(ben)
    response = client.get(address + query)
    assert response.status_code == 403
    assert response.headers["Cache-Control"] == "no-store"
    assert "masthead" in response.content.decode()


def test_ada_sees_the_whole_paper_and_no_advertisement(
    read: list[Story], ada: Member, client: Client
) -> None:
    client.force_login(ada)
    response = client.get("/desk/figures/")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert [one["sum"] for one in response.context["periods"]] == [None, 50, None, None]
    assert [row.story.headline for row in response.context["rows"]] == [
        "Story 3",
        "Story 2",
        "Story 1",
        "Story 0",
    ]
    assert [len(ranked) for _, _, ranked in response.context["most_read"]] == [4, 4]


@pytest.mark.parametrize(
    ("way", "first"),
    [
        ("story", ["Story 3", "Harbour", "2026-05-06", "", "14", "14"]),
        ("author", ["Ben Writes", "4", "50"]),
        ("section", ["Harbour", "4", "50"]),
        ("referrer", ["straight, or from the paper itself", "39"]),
    ],
)
def test_every_way_of_telling_is_a_page_and_a_file(
    way: str, first: list[str], read: list[Story], ada: Member, client: Client
) -> None:
    client.force_login(ada)
    assert set(WAYS) == {"story", "author", "section", "referrer"}, "no country is looked up"
    page = client.get(f"/desk/figures/?by={way}").content.decode()
    assert first[0] in page
    told = rows(client, f"/desk/figures/?by={way}&format=csv")[1]
    assert [cell for cell in told if not cell.startswith("/")] == [cell for cell in first if cell]


def test_the_most_read_and_the_days_are_files(read: list[Story], ada: Member, client: Client) -> None:
    client.force_login(ada)
    for name in ("most-read-24h", "most-read-7d"):
        page = client.get("/desk/figures/").content.decode()
        assert f"list={name}" in page
        assert len(rows(client, f"/desk/figures/?format=csv&list={name}")) == 5
    assert len(rows(client, "/desk/figures/?format=csv&list=views&period=30")) == 31


def test_ada_opens_bens_story(read: list[Story], ada: Member, client: Client) -> None:
    client.force_login(ada)
    page = client.get(f"/desk/figures/{read[0].pk}/").content.decode()
    assert "search.example" in page
    assert f"/desk/figures/strikes/?story={read[0].get_absolute_url()}" in page
    assert client.get("/desk/figures/999999/").status_code == 404


def test_an_empty_paper_has_an_empty_desk(ada: Member, client: Client) -> None:
    client.force_login(ada)
    for way in ("story", "author", "section", "referrer"):
        assert "No views in this time." in client.get(f"/desk/figures/?by={way}&period=365").content.decode()


@pytest.mark.parametrize("way", ["story", "author", "section", "referrer"])
def test_the_desk_costs_the_same_whatever_is_read(
    way: str,
    read: list[Story],
    ada: Member,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(ada)
    with django_assert_max_num_queries(14):
        client.get(f"/desk/figures/?by={way}")
