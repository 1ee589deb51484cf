"""A reader's way through the paper, by clicking what stands there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site import pages
from tests.site.paper import Server

pytestmark = pytest.mark.browser


def test_a_reader_goes_everywhere(server: Server, tab: Page) -> None:
    tab.goto(server.url)
    lead = tab.locator(".top-lead .card-headline a")
    headline = lead.inner_text()
    lead.click()
    expect(tab.locator("h1.story-headline")).to_have_text(headline)
    go_to_the_author_and_older_stories(tab)
    go_by_topic_to_a_story(tab)
    search_for_the_corrected_story(tab)
    see_what_changed(tab)
    go_home(server, tab)


def go_to_the_author_and_older_stories(tab: Page) -> None:
    name = tab.locator(".byline a").first
    author = name.inner_text().strip()
    name.click()
    expect(tab.locator("h1")).to_have_text(author)
    expect(tab.locator("link[rel=alternate][type='application/rss+xml']").first).to_be_attached()
    tab.go_back()
    tab.locator(".story-label a").first.click()
    expect(tab.locator("body")).to_have_class(re.compile("at-section"))


def go_by_topic_to_a_story(tab: Page) -> None:
    tab.locator(".card-headline a").first.click()
    topic = tab.locator(".topics a").first
    words = topic.inner_text()
    topic.click()
    expect(tab.locator("h1")).to_have_text(words)
    expect(tab.locator(".card-headline a").first).to_be_visible()


def search_for_the_corrected_story(tab: Page) -> None:
    tab.locator(".masthead-find a").click()
    tab.locator("#q").fill("Küstenschifffahrtsgenossenschaftsversammlung")
    tab.locator("#q").press("Enter")
    expect(tab.locator(".hit")).to_have_count(1)
    tab.locator(".hit .card-headline a").click()
    expect(tab.locator(".corrected-note")).to_have_count(2)


def see_what_changed(tab: Page) -> None:
    tab.locator(".corrected-note a", has_text=re.compile(".")).first.click()
    expect(tab).to_have_url(re.compile(r"/changes/\d+/$"))
    expect(tab.locator("del, ins").nth(2)).to_be_attached()
    tab.locator(".page-lede a").click()
    expect(tab.locator("h1.story-headline")).to_be_visible()
    tab.locator(".colophon a[href='/corrections/']").first.click()
    expect(tab.locator(".corrections > li").nth(3)).to_be_visible()
    expect(tab.locator("link[rel=alternate][href='/corrections/feed.rss']")).to_have_count(1)


def go_home(server: Server, tab: Page) -> None:
    tab.locator(".nameplate a").click()
    expect(tab).to_have_url(f"{server.url}/")
    expect(tab.locator(".colophon a[href$='feed.rss']")).to_have_count(1)


@pytest.mark.parametrize("path", ["/by/tom-hartley/", "/topic/ferry/", "/section/work/", "/search/?q=the"])
def test_older_pages_neither_repeat_nor_skip(path: str, english: Server, tab: Page) -> None:
    """All the way down and counted: every list that has a next page is read to its end."""
    tab.goto(english.url + path)
    seen: list[str] = []
    while True:
        seen += tab.locator("main .card-headline a").evaluate_all("(all) => all.map((one) => one.pathname)")
        if not tab.locator("a[rel=next]").count():
            break
        with tab.expect_navigation():
            tab.locator("a[rel=next]").click()
    assert len(seen) == len(set(seen)) > 3


def test_a_page_that_is_not_there_leads_on(server: Server, tab: Page) -> None:
    tab.goto(server.url + "/nothing/like/this/")
    tab.locator("main input[type=search]").fill("far")
    tab.locator("main input[type=search]").press("Enter")
    expect(tab.locator(".hit").nth(1)).to_be_visible()


def test_a_withdrawn_story_says_why(server: Server, tab: Page) -> None:
    answer = tab.goto(server.url + pages.WITHDRAWN)
    assert answer
    assert answer.status == 410
    assert "Its only source had made it up." in tab.locator("main").inner_text()
    assert "It was wrong." not in tab.content()
