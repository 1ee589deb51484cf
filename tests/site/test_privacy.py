"""A reader is left alone: no cookie, nothing from another site, nothing stored, and a policy that nothing breaks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.site import pages
from tests.site.paper import Server

pytestmark = pytest.mark.browser

BROKEN_POLICY = """window.broken = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));"""
STORED = (
    "[localStorage.length, sessionStorage.length, document.cookie, navigator.serviceWorker.controller].join()"
)


REFUSAL = "Failed to load resource: the server responded with a status of 4"  # which ones, the answers say


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """A reader who was never here: everything is asked for, nothing is kept from another test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_nothing_is_stored_and_nobody_else_is_asked(server: Server, stranger: Page) -> None:
    said: list[str] = []
    answers: list[Response] = []
    stranger.add_init_script(BROKEN_POLICY)
    stranger.on("console", lambda message: said.append(message.text))
    stranger.on("pageerror", lambda error: said.append(str(error)))
    stranger.on("response", lambda response: answers.append(response))
    stranger.on("requestfailed", lambda request: said.append(f"failed: {request.url} {request.failure}"))
    for path in pages.ALL.values():
        stranger.goto(server.url + path)
        stranger.evaluate(pages.SEE_ALL)
        assert stranger.evaluate("window.broken") == [], path
        assert stranger.evaluate(STORED) == "0,0,,", path
    assert [line for line in said if not line.startswith(REFUSAL)] == []
    assert_private(server, answers)
    assert stranger.context.cookies() == []


def assert_private(server: Server, answers: list[Response]) -> None:
    """All from the paper itself, all there but for the two pages that are to be refused, no cookie in any."""
    refused = {server.url + path for path, status in pages.REFUSED.items()}
    assert [one.url for one in answers if not one.url.startswith((server.url, "data:"))] == []
    assert [one.url for one in answers if one.status >= 400 and one.url not in refused] == []
    assert [one.url for one in answers if "set-cookie" in one.headers] == []
    documents = [one for one in answers if one.request.resource_type == "document"]
    assert len(documents) == len(pages.ALL)
    assert [one.url for one in documents if "content-security-policy" not in one.headers] == []
