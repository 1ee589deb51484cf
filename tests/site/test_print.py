"""A printed story is a page one would pin to a wall: masthead, story, credit, address, no furniture."""

import pytest
from playwright.sync_api import Page

from tests.site import pages
from tests.site.paper import Server

pytestmark = [pytest.mark.browser, pytest.mark.once]  # of its look: see test_same.py

SHOWN = [
    ".nameplate-name",
    ".story-headline",
    ".story-standfirst",
    ".byline",
    ".story-times",
    ".story-picture img",
    ".prose",
    ".credit",
    ".corrected",
]
HIDDEN = [
    ".skip",
    ".sections-bar",
    ".masthead-find",
    "form",
    ".slot",
    ".all-sections",
    ".read-more",
    ".comments",
    ".colophon-menu",
    ".embed",
]


def test_a_printed_story_has_what_is_worth_pinning(server: Server, tab: Page) -> None:
    tab.goto(server.url + pages.EVERYTHING)
    on_screen = {name: tab.locator(name).first.is_visible() for name in HIDDEN if name != ".skip"}
    tab.emulate_media(media="print")
    assert [name for name in SHOWN if not tab.locator(name).first.is_visible()] == []
    assert [name for name in HIDDEN for one in tab.locator(name).all() if one.is_visible()] == []
    assert all(on_screen.values()), on_screen


def test_a_printed_story_says_where_it_is_from(english: Server, tab: Page) -> None:
    """The address stands on the page itself: a browser's own header line can be switched off."""
    tab.goto(english.url + pages.STORY)
    tab.emulate_media(media="print")
    assert english.url + pages.STORY in tab.evaluate(
        """() => [...document.querySelectorAll("body, body *")].filter((one) => one.checkVisibility()).flatMap((one) =>
             [[...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(""),
              ...["::before", "::after"].map((part) => getComputedStyle(one, part).content)]).join(" ")"""
    )


def test_print_is_black_on_white_also_at_night(english: Server, tab: Page) -> None:
    tab.goto(english.url + pages.STORY)
    tab.emulate_media(media="print", color_scheme="dark")
    colours = tab.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
