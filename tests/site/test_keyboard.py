"""The paper without a mouse: where Tab leads, that one sees it, and that everything can be done."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site import pages
from tests.site.paper import Server

pytestmark = [pytest.mark.browser, pytest.mark.once]  # of its look: see test_same.py

MANY = 400  # stops; no page has as many

# The stop that has the focus: what it is, whether its ring can be seen, whether it stands on the screen.
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), boxes = [...one.getClientRects()];
  const seen = boxes.some((box) => box.width && box.bottom > 0 && box.top < innerHeight && box.right > 0
    && box.left < innerWidth);
  // Inside a field for a date the browser has stops of its own, with its own marks.
  const own = one.type === "date" && !one.matches(":focus-visible");
  const ring = own || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const name = `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`;
  return {name, seen, ring, id: one.id, skip: one.matches(".skip")};
}"""


@pytest.mark.parametrize("kind", ["home", "section", "everything", "hits", "corrections", "404"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_tab_can_be_seen(kind: str, scheme: str, english: Server, tab: Page) -> None:
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tab.goto(english.url + pages.ALL[kind])
    stops = []
    for _ in range(MANY):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    assert stops[0]["skip"], stops[0]
    assert 10 < len(stops) < MANY
    assert [stop["name"] for stop in stops if not (stop["seen"] and stop["ring"])] == []


def test_the_skip_link_leads_past_the_masthead(english: Server, tab: Page) -> None:
    tab.goto(english.url + pages.STORY)
    tab.keyboard.press("Tab")
    expect(tab.locator(".skip")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_be_focused()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_one_searches_by_keyboard(english: Server, tab: Page) -> None:
    tab.goto(english.url + pages.STORY)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    for _ in range(MANY):
        tab.keyboard.press("Tab")
        if tab.evaluate(STOP)["id"] == "find":
            break
    tab.keyboard.type("lighthouse")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=lighthouse")
    assert tab.locator(".hit a").count() > 1


def test_a_video_is_opened_by_keyboard_and_only_then(english: Server, tab: Page) -> None:
    asked = watch(tab)
    tab.goto(english.url + pages.STORY)
    link = tab.locator(".embed a")
    link.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    assert asked == []
    assert tab.locator("iframe").count() == 0
    link.focus()
    tab.keyboard.press("Enter")
    frame = tab.locator(".embed iframe")
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("src", re.compile(r"^https://www\.youtube-nocookie\.com/embed/"))
    assert frame.get_attribute("title")
    assert tab.url == english.url + pages.STORY
    assert [address for address in asked if "youtube-nocookie.com/embed/" in address]


def test_a_video_is_a_plain_link_without_scripts(english: Server, plain: Page) -> None:
    asked = watch(plain)
    plain.goto(english.url + pages.STORY)
    link = plain.locator(".embed a")
    expect(link).to_have_attribute("href", "https://www.youtube.com/watch?v=aqz-KE-bpKQ")
    assert plain.locator("iframe").count() == 0
    assert asked == []


def watch(page: Page) -> list[str]:
    """Every address of another site that the page asks for; none is let through."""
    asked: list[str] = []

    def stop(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route(lambda address: "127.0.0.1" not in address, stop)
    return asked
