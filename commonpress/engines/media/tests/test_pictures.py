from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import Context, Template

from commonpress.engines.media.address import (
    copies_in,
    picture_url,
    plain_images,
    social_image,
    structured_images,
)
from commonpress.engines.media.models import Picture
from commonpress.engines.media.renditions import render_now
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import drawn, jpeg, saved

pytestmark = [pytest.mark.django_db, pytest.mark.urls("commonpress.engines.media.urls")]


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.found.append((tag, dict(attrs)))


def shown(picture: Picture | None, words: str = "") -> list[tuple[str, dict[str, Any]]]:
    text = Template("{% load pictures %}{% picture pic " + words + " %}").render(Context({"pic": picture}))
    return Elements(text).found


@pytest.fixture
def rendered() -> Picture:
    picture = store(jpeg((1600, 1067)), alt='The "ferry" <at> noon')
    render_now(picture)
    return picture


def test_the_best_format_comes_first_and_all_widths_are_offered(rendered: Picture) -> None:
    outer, avif, webp, img = shown(rendered, 'sizes="(min-width: 60rem) 40rem, 100vw" class="lead"')
    assert outer == ("picture", {"class": "lead"})
    assert [avif[1]["type"], webp[1]["type"]] == ["image/avif", "image/webp"]
    for _, attributes in (avif, webp, img):
        assert attributes["sizes"] == "(min-width: 60rem) 40rem, 100vw"
        offers = [offer.split() for offer in attributes["srcset"].split(", ")]
        assert [width for _, width in offers] == ["160w", "480w", "960w", "1600w"]
    assert img[1]["src"].endswith("-960.jpg")
    assert (img[1]["width"], img[1]["height"]) == ("1600", "1067")
    assert (img[1]["loading"], img[1]["decoding"]) == ("lazy", "async")
    assert img[1]["alt"] == 'The "ferry" <at> noon'
    assert "fetchpriority" not in img[1]


def test_every_address_it_names_is_there(rendered: Picture, client: Any) -> None:
    for _, attributes in shown(rendered)[1:]:
        for offer in attributes["srcset"].split(", "):
            assert client.get(offer.split()[0]).status_code == 200


def test_the_lead_is_not_lazy(rendered: Picture) -> None:
    img = shown(rendered, "lazy=False")[-1][1]
    assert img["fetchpriority"] == "high"
    assert "loading" not in img


def test_a_decorative_picture_has_an_empty_alt(rendered: Picture) -> None:
    assert shown(rendered, 'alt="Ben at work"')[-1][1]["alt"] == "Ben at work"
    rendered.is_decorative = True
    assert shown(rendered)[-1][1]["alt"] == ""
    assert shown(rendered, 'alt="Ben at work"')[-1][1]["alt"] == ""


def test_before_the_worker_came_the_original_is_shown() -> None:
    picture = store(jpeg((800, 600)))
    outer, img = shown(picture, 'class="lead"')
    assert outer[0] == "picture"
    assert img[1]["src"] == f"/media/{picture.name}"
    assert "srcset" not in img[1]
    assert (img[1]["width"], img[1]["alt"]) == ("800", "")


def test_no_picture_shows_nothing() -> None:
    assert shown(None) == []


def test_transparent_pictures_fall_back_to_webp() -> None:
    clear = drawn((1000, 700), "RGBA")
    clear.putpixel((0, 0), (0, 0, 0, 0))
    picture = store(saved(clear, "PNG"))
    render_now(picture)
    _, avif, img = shown(picture)
    assert avif[1]["type"] == "image/avif"
    assert img[1]["src"].endswith("-1000.webp")
    assert "480w" in img[1]["srcset"]


def test_attributes_cannot_break_out(rendered: Picture) -> None:
    context = Context({"pic": rendered, "bad": '"><script>alert(1)</script>'})
    text = Template("{% load pictures %}{% picture pic sizes=bad class=bad alt=bad %}").render(context)
    assert "<script" not in text


def test_an_empty_sizes_means_the_whole_width(rendered: Picture) -> None:
    assert shown(rendered, "sizes=missing")[-1][1]["sizes"] == "100vw"


def test_addresses_for_feeds_and_cards(rendered: Picture) -> None:
    assert picture_url(rendered, 480).endswith("-480.jpg")
    assert picture_url(rendered, 481).endswith("-960.jpg")
    assert picture_url(rendered, 5000) == f"/media/{rendered.name}"
    url, width, height = social_image(rendered)
    assert (url.endswith("-social.jpg"), width, height) == (True, 1200, 630)
    assert [(image.width, image.height) for image in structured_images(rendered)] == [
        (1067, 1067),
        (1200, 900),
        (1200, 675),
    ]
    assert [image.width for image in plain_images(rendered)] == [160, 480, 960, 1600]
    assert [image.width for image in copies_in(rendered, "avif")] == [160, 480, 960, 1600]


def test_addresses_before_the_worker_came_are_the_originals() -> None:
    picture = store(jpeg((800, 600)))
    assert picture_url(picture, 480) == f"/media/{picture.name}"
    assert social_image(picture) == (f"/media/{picture.name}", 800, 600)
    assert structured_images(picture) == [(f"/media/{picture.name}", 800, 600)]
