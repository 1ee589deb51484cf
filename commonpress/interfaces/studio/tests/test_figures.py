import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.lib import clock
from commonpress.engines.readership import totals

Make = Callable[..., Story]
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def written(make_story: Make) -> list[Story]:
    """Three of Ben's, read on different days."""
    stories = [make_story(f"Story {number}", at=NOW - 40 * DAY) for number in range(3)]
    for number, story in enumerate(stories):
        totals.add(story.subject, 1 + number, at=NOW)
        totals.add(story.subject, 10, at=NOW - 3 * DAY)
        totals.add(story.subject, 100 - number, at=NOW - 35 * DAY)
    return stories


def rows(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(response.content.decode())))


@pytest.mark.parametrize("address", ["/studio/figures/", "/studio/figures/1/", "/studio/figures/?format=csv"])
def test_a_stranger_is_sent_to_the_sign_in(address: str, client: Client) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/sign-in/?next=/studio/figures/")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_ben_sees_his_stories_with_their_sums(written: list[Story], ben: Member, client: Client) -> None:
    client.force_login(ben)
    response = client.get("/studio/figures/")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert [one["sum"] for one in response.context["periods"]] == [6, 36, 36, 333]
    assert response.context["total"] == 333
    page = response.content.decode()
    assert all(f"/studio/figures/{story.pk}/?period=7" in page for story in written)
    assert '<svg class="chart chart-axis-' in page


def test_ben_sorts_his_stories(written: list[Story], ben: Member, client: Client) -> None:
    client.force_login(ben)

    def order(query: str) -> list[str]:
        page = client.get(f"/studio/figures/?{query}").context["page"]
        return [row.story.headline[-1] for row in page.object_list]

    assert order("sort=-views") == ["2", "1", "0"]
    assert order("sort=views") == ["0", "1", "2"]
    assert order("sort=headline") == ["0", "1", "2"]
    assert order("sort=-total") == order("sort=-headline") == order("sort=nonsense") == ["2", "1", "0"]
    page = client.get("/studio/figures/?sort=views&period=30").content.decode()
    assert 'aria-sort="ascending"' in page
    assert "?sort=-views&amp;period=30" in page


def test_cleo_sees_nothing_of_bens(written: list[Story], cleo: Member, client: Client) -> None:
    client.force_login(cleo)
    page = client.get("/studio/figures/")
    assert page.status_code == 200
    assert "Story 1" not in page.content.decode()
    for query in ("", "?format=csv", "?format=csv&list=referrers"):
        assert client.get(f"/studio/figures/{written[0].pk}/{query}").status_code == 404
    assert rows(client, "/studio/figures/?format=csv")[1:] == []


def test_ben_opens_the_figures_of_his_story(written: list[Story], ben: Member, client: Client) -> None:
    client.force_login(ben)
    response = client.get(f"/studio/figures/{written[1].pk}/?period=30")
    page = response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert [one["sum"] for one in response.context["periods"]] == [2, 12, 12, 111]
    assert "straight, or from the paper itself" in page
    assert "other browsers" in page
    assert "/desk/" not in page  # nothing of the editors'


def test_beside_the_chart_stands_a_table_that_says_the_same(
    make_story: Make, ben: Member, client: Client
) -> None:
    totals.add("creative:1:front", 1, at=NOW - 40 * DAY)  # counting began long ago
    stories = [make_story(f"Story {number}", at=NOW - 10 * DAY) for number in range(6)]
    for number, story in enumerate(stories):
        totals.add(story.subject, 10 * (number + 1), at=NOW - 2 * DAY)
    client.force_login(ben)
    page: Any = html.document_fromstring(client.get(f"/studio/figures/{stories[0].pk}/").content)
    (figure,) = page.find_class("chart-figure")
    assert figure.xpath("svg/@role") == ["img"]
    (table,) = figure.xpath("details//table")
    lines = [[cell.text or "" for cell in row] for row in table.xpath("tbody/tr")]
    # Views, then the quartiles of the five others, whose days these are; today is not over.
    assert [line[1:] for line in lines[-4:]] == [
        ["0", "0", "0", "0"],
        ["10", "30", "40", "50"],
        ["0", "0", "0", "0"],
        ["0", "", "", ""],
    ]
    assert [cell.get("scope") for cell in table.xpath("thead//th")] == ["col"] * 5


def test_a_withdrawn_story_keeps_its_figures(
    written: list[Story], ben: Member, ada: Member, client: Client
) -> None:
    withdraw(written[0], reason="Wrong.", by=ada)
    client.force_login(ben)
    assert "withdrawn" in client.get("/studio/figures/").content.decode()
    assert client.get(f"/studio/figures/{written[0].pk}/").status_code == 200


def test_every_list_is_a_file(written: list[Story], ben: Member, client: Client) -> None:
    client.force_login(ben)
    listed = rows(client, "/studio/figures/?format=csv&period=7")
    assert listed[0] == ["Story", "Section", "Published", "Address", "Views", "In all"]
    assert listed[1] == ["Story 2", "Harbour", "2026-05-06", written[2].get_absolute_url(), "13", "111"]
    days = rows(client, "/studio/figures/?format=csv&list=views&period=7")
    assert len(days) == 8
    assert days[-1][:2] == ["2026-06-15T00:00+00:00", "6"]
    own = f"/studio/figures/{written[0].pk}/?format=csv&period=7&list="
    assert rows(client, own + "referrers")[1:] == [["straight, or from the paper itself", "11"]]
    assert rows(client, own + "browsers")[1:] == [["other browsers", "11"]]
    assert len(rows(client, own + "views")) == 8
    assert (
        f"story-{written[0].pk}-views-2026-06-15.csv"
        in client.get(own + "views").headers["Content-Disposition"]
    )


def test_a_headline_is_no_formula(make_story: Make, ben: Member, client: Client) -> None:
    make_story("=HYPERLINK(1)")
    client.force_login(ben)
    assert rows(client, "/studio/figures/?format=csv")[1][0] == "'=HYPERLINK(1)"


def test_today_is_told_by_the_hour(written: list[Story], ben: Member, client: Client) -> None:
    client.force_login(ben)
    assert len(client.get("/studio/figures/?period=today").context["chart"]["lines"]) == 24


def test_a_long_list_has_pages(
    make_story: Make, ben: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonpress.interfaces.studio.views.ON_A_PAGE", 2)
    for number in range(3):
        make_story(f"Story {number}")
    client.force_login(ben)
    assert "?page=2" in client.get("/studio/figures/").content.decode()
    assert len(client.get("/studio/figures/?page=2").context["page"].object_list) == 1


@pytest.mark.parametrize(("query", "most"), [("", 8), ("?period=today", 9), ("?format=csv", 7)])
def test_the_list_costs_the_same_whatever_its_length(
    query: str,
    most: int,
    written: list[Story],
    ben: Member,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(ben)
    with django_assert_num_queries(most):
        client.get(f"/studio/figures/{query}")


def test_a_story_costs_twelve_queries(
    written: list[Story], ben: Member, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(ben)
    with django_assert_num_queries(12):
        client.get(f"/studio/figures/{written[0].pk}/")


def test_only_reading_is_answered(ben: Member, client: Client) -> None:
    client.force_login(ben)
    assert client.post("/studio/figures/").status_code == 405
