"""``seen.js`` in a real browser, on pages of our own: what it counts, and that it is quiet otherwise."""

import gzip
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from commonpress.config.security import POLICY
from commonpress.engines.readership import beacon, token, totals
from commonpress.engines.readership.tests.people import CHROME
from commonpress.engines.readership.writer import writer

pytestmark = [pytest.mark.browser, pytest.mark.once]  # the page of most of them is only here

SCRIPT = Path(__file__).parent.parent / "commonpress/engines/readership/static/readership/seen.js"
# The browser of a test says it is one; a reader's does not.
PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"
HINTS = {"sec-ch-ua": '"Chromium";v="141", "Not?A_Brand";v="8"'}
ONE = '<p data-seen="one">A story.</p>'
TALL = '<div id="tall" data-seen="tall"></div>'
RIPE, LATER = 1.8, 2.5  # seconds: when a second in view has certainly passed; when a second thing has
AGAIN = 5.5  # seconds: when what was refused would have been sent once more
QUIET = 0.6  # seconds that are listened to after what was waited for
MOST = 20.0  # seconds; what must be said is waited for, however late the machine is
SECOND = 1000  # milliseconds
# The moments at which the page sends, by its own clock.
CLOCK = "const sends = fetch; window.sent = []; window.fetch = (...all) => (sent.push(performance.now()), sends(...all))"


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def make(*, person: bool = True, **options: Any) -> BrowserContext:
        context = browser.new_context(
            user_agent=CHROME, extra_http_headers=HINTS, viewport={"width": 800, "height": 600}, **options
        )
        context.add_init_script(CLOCK)
        if person:
            context.add_init_script(PERSON)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


class Paper:
    """A page of a paper that is only here; ``said`` holds the beacons, as lists of tokens and a referrer."""

    def __init__(self, context: BrowserContext, body: str, answers: tuple[int, ...] = ()) -> None:
        self.said: list[dict[str, list[str]]] = []
        self.errors: list[str] = []
        self.answers = list(answers)
        self.body = body
        self.page: Page = context.new_page()
        self.page.on("console", lambda one: self.errors.append(one.text) if one.type == "error" else None)
        self.page.route("https://paper.example/**", self.answer)

    def answer(self, route: Route) -> None:
        place = route.request.url.removeprefix("https://paper.example")
        if place == "/seen/":
            self.said.append(parse_qs(route.request.post_data or ""))
            route.fulfill(status=self.answers.pop(0) if self.answers else 204)
        elif place == "/seen.js":
            route.fulfill(content_type="text/javascript", body=SCRIPT.read_text())
        elif place == "/style.css":
            route.fulfill(
                content_type="text/css", body="#tall { height: 9000px } #far { margin-top: 2000px }"
            )
        else:
            head = '<link rel="stylesheet" href="/style.css"><script src="/seen.js" defer></script>'
            html = f"<!doctype html><title>A page</title>{head}{self.body}"
            route.fulfill(content_type="text/html", body=html, headers={"Content-Security-Policy": POLICY})

    def open(self, **options: Any) -> "Paper":
        self.page.goto("https://paper.example/", **options)
        return self

    def wait(self, seconds: float) -> list[list[str]]:
        """What was said until then: for what must not be said."""
        self.page.wait_for_timeout(seconds * 1000)
        return [sorted(each["t"]) for each in self.said]

    def hear(self, count: int = 1) -> list[list[str]]:
        """What was said when so many messages have come, and a little later."""
        until = time.monotonic() + MOST
        while len(self.said) < count and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        return self.wait(QUIET)

    def now(self, do: str) -> float:
        """Does it on the page; when, in milliseconds of its clock."""
        return float(self.page.evaluate(f"() => {{ {do}; return performance.now() }}"))

    def sent(self) -> float:
        """When the page sent last."""
        return float(self.page.evaluate("sent.at(-1)"))


def test_what_is_in_view_for_a_second_is_said_once(reader: Callable[..., BrowserContext]) -> None:
    paper = Paper(reader(), ONE).open()
    assert paper.hear() == [["one"]]
    assert paper.sent() >= SECOND
    assert paper.wait(LATER) == [["one"]]
    assert paper.errors == []


def test_what_ripens_together_goes_together(reader: Callable[..., BrowserContext]) -> None:
    paper = Paper(
        reader(), ONE + '<p data-seen="two">Another.</p>' + '<p data-seen="far" id="far">Below.</p>'
    ).open()
    assert paper.hear() == [["one", "two"]]
    paper.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert paper.hear(2) == [["one", "two"], ["far"]]


def test_more_than_twenty_go_in_several_messages(reader: Callable[..., BrowserContext]) -> None:
    paper = Paper(reader(), "".join(f'<i data-seen="t{n}">x</i> ' for n in range(25))).open()
    assert [len(each) for each in paper.hear(2)] == [20, 5]


def test_what_is_taller_than_the_window_counts_when_it_fills_half_of_it(
    reader: Callable[..., BrowserContext],
) -> None:
    paper = Paper(reader(), '<div id="far"></div>' + TALL).open()
    paper.page.evaluate("scrollTo(0, 1600)")  # a third of the window
    assert paper.wait(RIPE) == []
    paper.page.evaluate("scrollTo(0, 1900)")
    assert paper.hear() == [["tall"]]


def test_what_is_scrolled_past_is_not_seen(reader: Callable[..., BrowserContext]) -> None:
    context = reader()
    context.add_init_script("addEventListener('load', () => setTimeout(scrollTo, 500, 0, 5000))")
    paper = Paper(context, ONE + TALL.replace("data-seen", "data-other")).open()
    assert paper.wait(RIPE) == []
    back = paper.now("scrollTo(0, 0)")
    assert paper.hear() == [["one"]]
    assert paper.sent() - back >= SECOND, "the second begins anew"


@pytest.mark.parametrize("state", ["hidden", "prerender"])
def test_a_hidden_page_is_not_seen_until_it_is_shown(
    reader: Callable[..., BrowserContext], state: str
) -> None:
    context = reader()
    context.add_init_script(
        f"let state = '{state}'; Object.defineProperty(document, 'visibilityState', {{get: () => state}});"
        "addEventListener('show', () => { state = 'visible'; document.dispatchEvent(new Event('visibilitychange')) })"
    )
    paper = Paper(context, ONE).open()
    assert paper.wait(RIPE) == []
    paper.page.evaluate("dispatchEvent(new Event('show'))")
    assert paper.hear() == [["one"]]


def test_a_prerendered_page_counts_when_it_is_opened(reader: Callable[..., BrowserContext]) -> None:
    context = reader()
    context.add_init_script("Object.defineProperty(document, 'prerendering', {get: () => true})")
    paper = Paper(context, ONE).open()
    assert paper.wait(RIPE) == []
    paper.page.evaluate("document.dispatchEvent(new Event('prerenderingchange'))")
    assert paper.hear() == [["one"]]


def test_whoever_asks_to_be_left_out_says_nothing(reader: Callable[..., BrowserContext]) -> None:
    context = reader()
    context.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {get: () => true})")
    assert Paper(context, ONE).open().wait(RIPE) == []


def test_a_driven_browser_says_nothing(reader: Callable[..., BrowserContext]) -> None:
    assert Paper(reader(person=False), ONE).open().wait(RIPE) == []


@pytest.mark.parametrize(
    ("referrer", "said"),
    [
        ("https://News.example.org/path?who=ada", "news.example.org"),
        ("https://paper.example/other/", None),
        (None, None),
    ],
)
def test_only_the_host_of_another_site_is_said(
    reader: Callable[..., BrowserContext], referrer: str | None, said: str | None
) -> None:
    context = reader()
    context.add_init_script(f"Object.defineProperty(document, 'referrer', {{get: () => {referrer or ''!r}}})")
    paper = Paper(context, ONE).open()
    paper.hear()
    assert paper.said[0].get("r") == ([said] if said else None)


def test_what_could_not_be_stored_is_sent_once_more(reader: Callable[..., BrowserContext]) -> None:
    paper = Paper(reader(), ONE, answers=(503, 503, 503)).open()
    assert paper.hear(2) == [["one"], ["one"]]
    assert paper.wait(AGAIN) == [["one"], ["one"]]


def test_nothing_is_kept(reader: Callable[..., BrowserContext]) -> None:
    context = reader()
    paper = Paper(context, ONE).open()
    assert paper.hear() == [["one"]]
    assert paper.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert context.cookies() == []


def test_the_script_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < 1250


@pytest.mark.both
def test_a_view_goes_all_the_way_from_the_window_to_the_total(
    reader: Callable[..., BrowserContext], live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[dict[str, str]] = []

    def hear(body: bytes, headers: Any, address: str) -> beacon.Beacon | None:
        heard.append({name.lower(): value for name, value in headers.items()})
        return parse(body, headers, address)

    parse = beacon.parse
    monkeypatch.setattr(beacon, "parse", hear)
    context = reader()
    context.add_cookies([{"name": "session", "value": "secret", "url": live_server.url}])
    page = context.new_page()
    place = f"{live_server.url}/probe/"
    script = '<script src="/static/readership/seen.js" defer></script>'
    html = f'<!doctype html><title>A page</title>{script}<p data-seen="{token.make("story:1")}">A story.</p>'
    page.route(place, lambda route: route.fulfill(content_type="text/html", body=html))
    with page.expect_response("**/seen/") as answer:
        page.goto(place)
    assert answer.value.status == 204
    assert until_seen("story:1") == 1
    with page.expect_response("**/seen/"):
        page.reload()
    time.sleep(0.2)
    assert totals.seen(["story:1"]) == {"story:1": 1}, "one reader counts once in half an hour"
    assert len(heard) == 2
    assert not any("cookie" in headers for headers in heard)
    writer.stop()
    writer.reset()


def until_seen(subject: str) -> int:
    until = time.monotonic() + 20
    while not totals.seen([subject]) and time.monotonic() < until:
        time.sleep(0.05)
    return totals.seen([subject]).get(subject, 0)
