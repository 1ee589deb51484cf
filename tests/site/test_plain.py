"""With scripts off a page shows all it shows with scripts on, and search works."""

import pytest
from playwright.sync_api import Page, expect

from tests.site import pages
from tests.site.paper import Server

pytestmark = [pytest.mark.browser, pytest.mark.once]  # of its look: see test_same.py


@pytest.mark.parametrize("kind", pages.ALL)
def test_a_page_says_the_same_without_scripts(kind: str, english: Server, tab: Page, plain: Page) -> None:
    for page in (tab, plain):
        page.goto(english.url + pages.ALL[kind])
    assert plain.locator("body").inner_text() == tab.locator("body").inner_text()
    assert plain.locator("main h1, .at-home h1").first.is_visible()


@pytest.mark.parametrize("kind", ["home", "everything"])
def test_pictures_come_without_scripts(kind: str, english: Server, plain: Page) -> None:
    """Seen on the pictures' own boxes: no script can ask whether one was decoded."""
    asked = []
    plain.on("requestfinished", lambda request: asked.append((request.resource_type, request.url)))
    plain.goto(english.url + pages.ALL[kind])
    expect(plain.locator("main img").first).to_be_visible()
    assert [url for kind, url in asked if kind == "image" and "/media/" in url]


def test_search_works_without_scripts(server: Server, plain: Page) -> None:
    plain.goto(server.url + pages.STORY)
    plain.locator("#find").fill("far")
    plain.locator("#find").press("Enter")
    plain.wait_for_url("**/search/?q=far")
    assert plain.locator(".hit").count() > 1
    plain.locator("summary").click()
    plain.locator("#language").select_option("ro")
    plain.locator(".search-form button").click()
    plain.wait_for_url("**/search/?q=far&*language=ro*")
    assert plain.locator(".hit").count() > 1


def test_older_stories_are_reached_without_scripts(english: Server, plain: Page) -> None:
    plain.goto(f"{english.url}/topic/ferry/")
    plain.goto(f"{english.url}/section/harbour/")
    first = plain.locator(".card-headline a").all_inner_texts()
    if plain.locator(".pages-next").count():
        with plain.expect_navigation():
            plain.locator(".pages-next").click()
        assert not set(first) & set(plain.locator(".card-headline a").all_inner_texts())
