"""The search page: what it finds, what it bears, and that it holds still."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock

Make = Callable[..., Story]
Index = Callable[[], int]


def test_search_finds_filters_and_bears_nonsense(make_story: Make, indexed: Index, client: Client) -> None:
    story = make_story("The ferry crosses the lagoon")
    indexed()
    hits = client.get("/search/?q=ferries").context["hits"]
    assert story.headline in [hit.card.headline for hit in hits]
    assert "<mark>" in hits[0].snippet_html + hits[0].headline_html
    for nonsense in (
        '"',
        "AND OR NOT",
        "((",
        "a* b*",
        "x" * 10_000,
        "\x00",
        "field:x",
        "🙂",
        "from=2026-13-45",
    ):
        assert client.get("/search/", {"q": nonsense, "from": nonsense, "page": nonsense}).status_code == 200
    assert client.get("/search/?q=ferry&author=nobody").context["total"] == 0


@pytest.mark.parametrize("typed", ["\x00", "   ", "!!!", "…", "b" * 10_000])
def test_what_holds_no_word_finds_nothing(
    make_story: Make, indexed: Index, client: Client, typed: str
) -> None:
    make_story()
    indexed()
    answer = client.get("/search/", {"q": typed})
    assert not answer.context["total"]
    assert b"\x00" not in answer.content
    assert client.get("/search/", {"q": "", "section": "harbour"}).context["total"] > 0


def test_the_search_page_holds_still_while_somebody_reads_on(
    make_story: Make, indexed: Index, client: Client
) -> None:
    for number in range(15):
        make_story(f"Ferry {number}", at=clock.now() - timedelta(days=1))
    indexed()
    first = client.get("/search/?q=ferry")
    make_story("Ferry fresh", at=clock.now())
    second = client.get(first.context["next_url"])
    shown = [hit.card.headline for page in (first, second) for hit in page.context["hits"]]
    assert len(shown) == len(set(shown)) == 15
