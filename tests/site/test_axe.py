"""Nobody is shut out: axe finds nothing to mend on any kind of page, by day and by night, on a desk and on a telephone."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.site import pages
from tests.site.paper import Server

pytestmark = [pytest.mark.browser, pytest.mark.once]  # of its look: see test_same.py

# Everything axe knows: WCAG 2.2 A and AA and its own best practices.
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [
        f"{one['id']}: {one['help']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


def judge(page: Page, address: str, axe_script: str) -> dict[str, list[str]]:
    """What is wrong by day and by night, on one load of the page."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate(axe_script)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = violations(page)
    return found


@pytest.mark.parametrize("kind", pages.ALL)
def test_axe_finds_nothing_at_a_desk(kind: str, server: Server, tab: Page, axe_script: str) -> None:
    assert judge(tab, server.url + pages.ALL[kind], axe_script) == {"light": [], "dark": []}


@pytest.mark.parametrize("kind", ["home", "story", "everything", "hits"])
def test_axe_finds_nothing_on_a_telephone(kind: str, server: Server, phone: Page, axe_script: str) -> None:
    assert judge(phone, server.url + pages.ALL[kind], axe_script) == {"light": [], "dark": []}
