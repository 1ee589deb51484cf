"""What slots carry: the label, more than one creative, nothing of the reader; and what is told apart from the page."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from commonpress.domain.sponsors.book import stop
from commonpress.domain.sponsors.creative import change
from commonpress.domain.sponsors.models import Placement, Slot
from commonpress.domain.sponsors.tests.bookings import booked, card
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.media.renditions import render_many
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg
from commonpress.engines.readership import token


def asides(page: str) -> list[str]:
    return re.findall(r"<aside[^>]*data-slot=.*?</aside>", page, re.S)


def test_a_slot_shows_one_and_carries_the_others(story: Story, client: Client) -> None:
    for name in ("one", "two", "three"):
        booked(name=name, sponsor=name)
    (aside,) = asides(client.get(story.get_absolute_url()).content.decode())
    shown, _, carried = aside.partition("<template>")
    assert shown.count("data-placement") == 1
    assert carried.count("data-placement") == 2
    assert aside.count('<p class="slot-label">Sponsor</p>') == 3
    assert aside.count('rel="sponsored noopener"') == 3


def test_readers_without_scripts_see_another_at_the_next_making_of_the_page(
    story: Story, client: Client
) -> None:
    for name in ("one", "two"):
        booked(name=name, sponsor=name)
    pages = [client.get(story.get_absolute_url()).content.decode() for _ in range(2)]
    shown = [re.findall(r'data-placement="(\d+)"', page)[0] for page in pages]
    assert shown[0] != shown[1]


def test_what_is_counted_is_signed(story: Story, client: Client) -> None:
    booked()
    placement = Placement.objects.get()
    (aside,) = asides(client.get(story.get_absolute_url()).content.decode())
    seen = re.search(r'data-token="([^"]+)"', aside)
    clicked = re.search(r'href="/go/(\d+)/\?t=([^"]+)"', aside)
    assert seen
    assert token.read(seen[1]) == (placement.subject, "seen")
    assert clicked
    assert int(clicked[1]) == placement.creative_id
    assert token.read(clicked[2]) == (placement.subject, "clicked")


@pytest.mark.parametrize(("slot", "path"), [(Slot.FRONT, "/"), (Slot.SECTION, "/section/harbour/")])
def test_the_front_and_the_sections_have_a_place(slot: Slot, path: str, story: Story, client: Client) -> None:
    assert not asides(client.get(path).content.decode())
    campaign = booked([slot])
    page = client.get(path).content.decode()
    assert len(asides(page)) == 1
    assert "story.js" in page
    stop(campaign)
    assert not asides(client.get(path).content.decode())


def test_a_campaign_of_a_section_stands_in_its_stories_and_in_those_below(
    make_story: Callable[..., Story], section: Section, client: Client
) -> None:
    within = Section.objects.create(slug="quay", name="Quay", parent=section)
    other = Section.objects.create(slug="sport", name="Sport")
    booked(sections=[f"section:{section.pk}"])
    counts = [
        len(asides(client.get(make_story(each.name, section=each).get_absolute_url()).content.decode()))
        for each in (section, within, other)
    ]
    assert counts == [1, 1, 0]


def test_a_campaign_of_a_language_stands_beside_texts_in_it(
    make_story: Callable[..., Story], client: Client
) -> None:
    booked(languages=["ro"])
    for language, count in (("ro", 1), ("en", 0)):
        story = make_story(f"In {language}", language=language)
        assert len(asides(client.get(story.get_absolute_url()).content.decode())) == count


def test_the_pace_is_told_apart_from_pages_and_is_the_same_for_all(client: Client, db: None) -> None:
    campaign = booked()
    placement = Placement.objects.get()
    answer = client.get("/pace.json")
    assert answer.json() == {str(placement.pk): [1, 1.0, 1.0]}
    assert "s-maxage=1" in answer["Cache-Control"]
    stop(campaign)
    assert client.get("/pace.json").json() == {}


def test_markup_of_a_sponsor_is_words(story: Story, client: Client) -> None:
    creative = booked().creatives.get()
    change(creative, card(headline="<script>alert(1)</script>", words="{{7*7}} <b onclick=x>"))
    (aside,) = asides(client.get(story.get_absolute_url()).content.decode())
    assert "&lt;script&gt;" in aside
    assert "{{7*7}} &lt;b" in aside


def test_a_picture_says_what_it_shows_and_comes_in_several_sizes(story: Story, client: Client) -> None:
    picture = store(jpeg((1600, 900)), alt='A rope "red" & long', owner="sponsors")
    render_many([picture], processes=1)
    change(booked().creatives.get(), card(picture=picture))
    (aside,) = asides(client.get(story.get_absolute_url()).content.decode())
    assert 'alt="A rope &quot;red&quot; &amp; long"' in aside
    widths = {int(width) for width in re.findall(r" (\d+)w", aside)}
    assert len(widths) > 1
    assert max(widths) <= 1600
