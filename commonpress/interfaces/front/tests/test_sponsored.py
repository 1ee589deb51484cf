"""A story somebody paid for says so everywhere, and stands nowhere the paper recommends."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from commonpress.domain.stories.models import Story
from commonpress.engines.readership import most
from commonpress.engines.readership.figures import Part
from commonpress.engines.readership.models import MostRead

Make = Callable[..., Story]
LINKED = (
    '<p>Ropes for the ferry: <a href="https://ropes.example/">here</a>, '
    '<a href="https://other.example/a" rel="nofollow">there</a> and <a href="/about/">with us</a>.</p>'
    '<blockquote><p><a href="http://cords.example/">Cords</a></p></blockquote>'
)


@pytest.fixture
def paid(make_story: Make) -> Story:
    return make_story("The best ropes of the ferry", body=LINKED, kind=Story.Kind.SPONSORED, topics=["Ferry"])


def test_the_page_says_that_it_is_paid_for(paid: Story, client: Client) -> None:
    page = client.get(paid.get_absolute_url()).content.decode()
    assert '<span class="label-paid">Sponsored</span>' in page
    assert "A sponsor paid for this text." in page
    things = [
        json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]
    assert "AdvertiserContentArticle" in {one["@type"] for one in things}
    links = re.findall(
        r'<a [^>]*href="(?:https?://(?:ropes|other|cords)\.example|/about/)[^>]*>', body_of(page)
    )
    assert len(links) == 4
    assert all("sponsored" in (re.findall(r'rel="([^"]*)"', one) or [""])[0].split() for one in links), links


def body_of(page: str) -> str:
    found = re.search(r'class="prose.*?</article>', page, re.S)
    assert found
    return found[0]


def test_its_card_bears_the_label(paid: Story, client: Client) -> None:
    assert "Sponsored" in client.get("/section/harbour/").content.decode()


def test_it_is_in_no_news_sitemap_no_read_more_and_no_most_read(
    paid: Story, make_story: Make, client: Client
) -> None:
    other = make_story("The ferry is back", topics=["Ferry"])
    most.put("story", MostRead.Span.WEEK, [Part(paid.subject, 99), Part(other.subject, 9)])
    path = paid.get_absolute_url()
    news = client.get("/sitemap-news.xml").content.decode()
    assert path not in news
    assert other.get_absolute_url() in news
    assert path not in client.get(other.get_absolute_url()).content.decode()  # test_pages has an index
    front = client.get("/").content.decode()
    ranked = re.search(r'class="most-read.*?</ol>', front, re.S)
    assert ranked
    assert path not in ranked[0]


def test_an_ordinary_story_has_no_disclosure(make_story: Make, client: Client) -> None:
    assert "A sponsor paid" not in client.get(make_story().get_absolute_url()).content.decode()
