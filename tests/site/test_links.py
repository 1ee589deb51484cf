"""Every link leads somewhere, and every story can be come to."""

import re

import pytest

from commonpress.interfaces.syndication.robots import CLOSED
from tests.golden import lantern
from tests.site import pages
from tests.site.reading import MOST, Read

STORY = re.compile(r"/\d{4}/\d{2}/[\w-]+/")
ARCHIVE = re.compile(r"/\d{4}/(\d{2}/)?(\?.*)?")


@pytest.fixture
def found(reading: dict[str, Read]) -> dict[str, Read]:
    return reading


def test_every_link_from_the_front_page_on_is_answered(found: dict[str, Read]) -> None:
    bad = [
        f"{one.status} {one.path} linked from {one.came_from}"
        for one in found.values()
        if one.status != 200 and not is_led_on(one)
    ]
    assert bad == []
    assert 150 < len(found) < MOST


def is_led_on(page: Read) -> bool:
    """To a sponsor, or to the sign-in: where robots.txt keeps robots out."""
    return page.status == 302 and page.path.startswith(CLOSED)


def test_no_story_is_an_orphan(found: dict[str, Read]) -> None:
    """Through years and months alone one comes to every story that was written, and to no other."""
    archive = {path for path in found if ARCHIVE.fullmatch(path)}
    reached = {link for path in archive for link in linked(found[path]) if STORY.fullmatch(link)}
    slugs = {facts["slug"] for facts in (lantern.read(path)[0] for path in lantern.STORIES.glob("*.html"))}
    assert {path.split("/")[3] for path in reached} == slugs | {"everything"}
    assert pages.WITHDRAWN not in found


def test_every_kind_of_page_is_linked(found: dict[str, Read]) -> None:
    kinds = {name: path for name, path in pages.FOUND.items() if "?" not in path}
    assert [name for name, path in kinds.items() if path not in found] == []


def test_every_list_names_a_feed_that_is_there(found: dict[str, Read]) -> None:
    """The feeds named in the heads of the pages; that they hold what they should is syndication's own proof."""
    for path in ("/", "/section/harbour/", "/topic/ferry/", "/by/tom-hartley/", "/corrections/"):
        tree = found[path].tree
        assert tree is not None
        feeds = tree.xpath("//link[@rel='alternate']/@href")
        assert {f"{path}feed.{kind}" for kind in ("rss", "atom", "json")} <= set(feeds), path


def linked(page: Read) -> set[str]:
    return {str(href) for href in page.tree.xpath("//main//a/@href")} if page.tree is not None else set()
