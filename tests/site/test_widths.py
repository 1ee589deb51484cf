"""Every page fits: no sideways scrolling at any width or zoom, nothing cut off, and targets a finger can hit."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.site import pages
from tests.site.conftest import PHONE
from tests.site.paper import Server

pytestmark = [pytest.mark.browser, pytest.mark.once]  # of its look: see test_same.py

WIDTHS = (320, 768, 1440)
FINGER = 44  # CSS pixels, LOOK.md

# What sticks out to the right, but for what scrolls inside itself: the row of sections and a wide table.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth, found = [];
  const whole = document.scrollingElement.scrollWidth;
  if (whole > width) found.push(`page ${whole} > ${width}`);
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest(".sections-bar, .unseen, .skip, .wide > *")) continue;
    const box = one.getBoundingClientRect();
    if (box.width && (box.right > width + 1 || box.left < -1))
      found.push(`${one.tagName}.${one.className} ${box.left}–${box.right}`);
  }
  return found.slice(0, 8);
}"""

# Text in a box that hides what does not fit.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  if (one.closest(".unseen, .sections-bar, .wide") || !one.innerText || style.display === "inline") return false;
  const hides = (way) => ["hidden", "clip", "scroll", "auto"].includes(way);
  return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
    || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
}).map((one) => `${one.tagName}.${one.className}`)"""

TARGETS = "nav a, form input, form button, form select, summary, .embed a, .masthead a, .skip, .byline a, .corrected a"
TOO_SMALL = """([least, targets]) => [...document.querySelectorAll(targets)].map((one) => {
  const high = Math.max(...[...one.getClientRects()].map((box) => box.height));
  return [`${one.closest("[class]")?.className} ${one.textContent.trim().slice(0, 30)}`, Math.round(high)];
}).filter(([, high]) => high > 0 && high < least - .5)"""


@pytest.mark.parametrize("kind", pages.ALL)
def test_no_page_scrolls_sideways(kind: str, server: Server, tab: Page) -> None:
    found = {}
    tab.goto(server.url + pages.ALL[kind])
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        found[width] = tab.evaluate(STICKING_OUT)
    assert found == {width: [] for width in WIDTHS}


@pytest.fixture(params=[(640, 512), (720, 450)], ids=["1280px", "1440px"])
def zoomed(request: pytest.FixtureRequest, readers: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A desk at 200 %: half the CSS pixels, each twice as large."""
    width, height = request.param
    page = readers(viewport={"width": width, "height": height}, device_scale_factor=2).new_page()
    yield page
    page.close()


@pytest.mark.parametrize("kind", ["home", "section", "everything", "hits", "change"])
def test_nothing_is_lost_at_twice_the_size(kind: str, romanian: Server, zoomed: Page) -> None:
    zoomed.goto(romanian.url + pages.ALL[kind])
    assert zoomed.evaluate(STICKING_OUT) == []
    assert zoomed.evaluate(CUT_OFF) == []
    assert zoomed.locator(".sections-bar a").count() == 7
    assert zoomed.locator(".masthead-find a").is_visible()


@pytest.mark.parametrize("kind", pages.ALL)
def test_a_finger_hits_every_target(kind: str, server: Server, phone: Page) -> None:
    phone.goto(server.url + pages.ALL[kind])
    phone.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert phone.evaluate(TOO_SMALL, [FINGER, TARGETS]) == []


def test_text_set_to_twice_its_size_fits_a_telephone(english: Server, phone: Page) -> None:
    phone.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    phone.goto(english.url + pages.STORY)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
