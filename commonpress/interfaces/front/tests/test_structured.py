"""What pages say to machines, as a machine reads it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.write import Credit
from commonpress.engines.media.models import Picture
from commonpress.engines.media.renditions import render_now
from commonpress.engines.media.store import store
from commonpress.engines.site import options

Make = Callable[..., Story]


def things(client: Client, url: str) -> dict[str, dict[str, Any]]:
    """The JSON-LD blocks of a page, by type."""
    page = client.get(url).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    return {thing["@type"]: thing for thing in map(json.loads, blocks)}


def meta(client: Client, url: str) -> dict[str, str]:
    page = client.get(url).content.decode()
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page))


@pytest.fixture
def drawn(db: None) -> Picture:
    from io import BytesIO

    from PIL import Image

    data = BytesIO()
    Image.new("RGB", (1600, 1000), "#336699").save(data, "JPEG")
    picture = store(data.getvalue(), alt="A blue sea", credit="Drawing: The Lantern")
    render_now(picture)
    picture.refresh_from_db()
    return picture


def test_a_story_is_a_news_article_with_all_that_is_recommended(
    make_story: Make, drawn: Picture, client: Client
) -> None:
    options.change({"zone": "Europe/Bucharest"})
    story = make_story(picture=drawn, topics=["Ferry"], standfirst="At last.")
    thing = things(client, story.get_absolute_url())["NewsArticle"]
    assert thing["headline"] == story.headline
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[23]:00", thing["datePublished"])
    assert thing["author"] == [
        {"@type": "Person", "name": "Ben Writes", "url": "http://127.0.0.1:8000/by/ben/"}
    ]
    assert {(image["width"] / image["height"]) for image in thing["image"]} >= {1.0}
    assert thing["image"][0]["creditText"] == "Drawing: The Lantern"
    assert thing["inLanguage"] == "en"
    assert thing["isAccessibleForFree"] is True
    assert thing["publisher"]["@type"] == "NewsMediaOrganization"


@pytest.mark.parametrize(
    ("kind", "kind_of_thing"),
    [
        ("reportage", "ReportageNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("sponsored", "AdvertiserContentArticle"),
    ],
)
def test_each_kind_of_story_has_its_type(
    make_story: Make, client: Client, kind: str, kind_of_thing: str
) -> None:
    assert kind_of_thing in things(client, make_story(kind=kind).get_absolute_url())


@pytest.mark.parametrize("is_canonical", [True, False])
def test_copy_from_elsewhere_says_so_and_is_canonical_only_when_asked(
    make_story: Make, client: Client, is_canonical: bool
) -> None:
    credit = Credit(
        "Euxine Press Service", "https://eps.example/1", "CC BY 4.0", "https://cc.example/by", is_canonical
    )
    story = make_story(credit=credit)
    url = story.get_absolute_url()
    thing = things(client, url)["NewsArticle"]
    assert (thing["isBasedOn"], thing["license"]) == ("https://eps.example/1", "https://cc.example/by")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', client.get(url).content.decode())
    assert canonical is not None
    assert canonical[1] == ("https://eps.example/1" if is_canonical else f"http://127.0.0.1:8000{url}")


def test_a_correction_is_told_to_machines_too(story: Story, ada: Member, client: Client) -> None:
    correct(story, Wording("A new headline", "", story.body), note="The headline was wrong.", by=ada)
    thing = things(client, story.get_absolute_url())["NewsArticle"]
    assert thing["correction"][0]["text"] == "The headline was wrong."
    assert thing["dateModified"] >= thing["datePublished"]


def test_the_social_card_has_the_required_four_and_the_picture_with_its_size(
    make_story: Make, drawn: Picture, client: Client
) -> None:
    card = meta(client, make_story(picture=drawn, language="ro").get_absolute_url())
    assert card["og:type"] == "article"
    assert {"og:title", "og:url", "og:image"} <= set(card)
    assert (card["og:image:width"], card["og:image:height"]) == ("1200", "630")
    assert card["og:image:alt"] == "A blue sea"
    assert card["og:locale"] == "ro_RO"
    assert card["twitter:card"] == "summary_large_image"


def test_lists_and_people_say_what_they_are(
    story: Story, section: Section, ben: Member, client: Client
) -> None:
    assert things(client, "/by/ben/")["ProfilePage"]["mainEntity"]["name"] == "Ben Writes"
    trail = things(client, section.get_absolute_url())["BreadcrumbList"]
    assert trail["itemListElement"][0]["name"] == "Harbour"
    home = things(client, "/")
    assert home["NewsMediaOrganization"]["correctionsPolicy"].endswith("/corrections/")
    assert "WebSite" in home
