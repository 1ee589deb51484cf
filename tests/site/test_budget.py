"""What a first view of a story costs a reader (LOOK.md): compressed bytes and requests as Chromium counts them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.site import pages
from tests.site.paper import Server

pytestmark = [pytest.mark.browser, pytest.mark.once]  # of its look: see test_same.py

KB = 1024
# Of a type of resource as the protocol of Chromium names it.
BUDGET = {"Document": 14 * KB, "Stylesheet": 14 * KB, "Script": 10 * KB, "Font": 100 * KB}
MOST_REQUESTS = 8
CLS_DIGITS = 2  # as CLS is told everywhere: less than half a hundredth of the screen moved is none
STORIES = {"story": pages.STORY, "everything": pages.EVERYTHING, "romanian": pages.ROMANIAN_STORY}
VIEWS = {"desk": {"width": 1440, "height": 900}, "telephone": {"width": 360, "height": 740}}

WATCH = """window.shifts = []; window.paints = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries().map((one) => one.value)))
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => paints.push(...list.getEntries().map((one) => one.element?.tagName)))
  .observe({type: "largest-contentful-paint", buffered: true});"""
# Two frames after everything is loaded, what was to move has moved and the observers have been told.
SETTLED = """() => new Promise((done) => document.fonts.ready.then(() =>
  requestAnimationFrame(() => requestAnimationFrame(() => done()))))"""


# The element of the largest paint, once there was one. The policy of our pages forbids the browser's own polling.
LARGEST = """() => new Promise((done) => {
  const look = () => window.paints && paints.length ? done(paints.at(-1)) : requestAnimationFrame(look);
  look();
})"""


@dataclass
class Cost:
    """Bytes on the wire, headers included, by type; and every address that was asked for."""

    bytes: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)

    def ask(self, event: dict[str, Any]) -> None:
        self.types[event["requestId"]] = event.get("type", "Other")
        self.asked.append(f"{event.get('type')} {event['request']['url']}")

    def finish(self, event: dict[str, Any]) -> None:
        kind = self.types[event["requestId"]]
        self.bytes[kind] = self.bytes.get(kind, 0) + int(event["encodedDataLength"])


@pytest.fixture(params=VIEWS)
def visit(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, Cost, CDPSession]]:
    """A reader who was never here, watched over the protocol of Chromium."""
    context = browser.new_context(viewport=VIEWS[request.param])  # type: ignore[arg-type]
    page = context.new_page()
    session = context.new_cdp_session(page)
    cost = Cost()
    session.on("Network.requestWillBeSent", cost.ask)
    session.on("Network.loadingFinished", cost.finish)
    session.send("Network.enable")
    yield page, cost, session
    context.close()


@pytest.mark.parametrize("kind", STORIES)
def test_a_first_view_stays_within_the_budget(
    kind: str, server: Server, visit: tuple[Page, Cost, CDPSession]
) -> None:
    page, cost, _ = visit
    page.goto(server.url + STORIES[kind], wait_until="networkidle")
    assert {kind: cost.bytes[kind] for kind in BUDGET if cost.bytes[kind] > BUDGET[kind]} == {}
    assert len([one for one in cost.asked if one.startswith("Stylesheet")]) == 1
    assert len(cost.asked) <= MOST_REQUESTS, "\n".join(cost.asked)


@pytest.mark.parametrize("kind", STORIES)
def test_the_largest_paint_waits_for_no_script_and_no_font(
    kind: str, english: Server, visit: tuple[Page, Cost, CDPSession]
) -> None:
    """With every script and font held back for ever, the page is painted all the same, its picture too."""
    page, _, session = visit
    held: list[str] = []
    session.on("Fetch.requestPaused", lambda event: held.append(event["request"]["url"]))
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "*.woff2"}, {"urlPattern": "*.js"}]})
    page.add_init_script(WATCH)
    page.goto(english.url + STORIES[kind], wait_until="commit")
    page.locator(".story-headline").wait_for()
    assert page.evaluate(LARGEST) in {"IMG", "H1", "P"}
    assert any(url.endswith(".woff2") for url in held)
    assert any(url.endswith(".js") for url in held)


@pytest.mark.parametrize("kind", ["story", "romanian"])
def test_nothing_moves_when_the_fonts_arrive_late(
    kind: str, server: Server, visit: tuple[Page, Cost, CDPSession]
) -> None:
    """The worst case: the fonts come after the page was painted in the fallbacks, whose measures are theirs.

    Stories that somebody wrote; a word of 74 letters, as "everything" has, moves the page by 0.007.
    """
    page, _, session = visit
    held: list[str] = []
    session.on("Fetch.requestPaused", lambda event: held.append(event["requestId"]))
    session.send("Fetch.enable", {"patterns": [{"urlPattern": "*.woff2"}]})
    page.add_init_script(WATCH)
    page.goto(server.url + STORIES[kind], wait_until="commit")
    page.evaluate(LARGEST)
    assert held
    for request in held:
        session.send("Fetch.continueRequest", {"requestId": request})
    session.send("Fetch.disable")
    page.wait_for_load_state()
    page.evaluate(SETTLED)
    assert page.evaluate("[...document.fonts].filter((one) => one.status === 'loaded').length") >= 2
    assert round(sum(page.evaluate("shifts")), CLS_DIGITS) == 0


def test_scripts_are_deferred_and_styles_are_one_file(english: Server, tab: Page) -> None:
    tab.goto(english.url + pages.STORY)
    assert tab.locator("script[src]:not([defer])").count() == 0
    assert tab.locator("script:not([src]):not([type='application/ld+json'])").count() == 0
    assert tab.locator("link[rel=stylesheet]").count() == 1
    assert tab.locator("style, [style]").count() == 0
