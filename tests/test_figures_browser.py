"""The screens of figures, the sign-in and the reader's corner in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.readership import most, totals
from tests.signing import by_form

pytestmark = pytest.mark.browser

SCREENS = [
    "/studio/figures/",
    "/desk/figures/",
    "/desk/figures/?by=section&period=365",
    "/desk/figures/?by=referrer&period=today",
    "/desk/figures/strikes/",
]


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screens_keep_the_policy_and_please_axe(
    page: Any, live_server: Any, ada: Member, make_story: Callable[..., Story], scheme: str
) -> None:
    story = make_story(authors=[ada])
    totals.add(story.subject, 1234)
    most.rank()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    by_form(page, live_server.url, ada, "/")
    for place in [*SCREENS, f"/studio/figures/{story.pk}/", f"/desk/figures/{story.pk}/?period=365"]:
        page.goto(live_server.url + place)
        page.wait_for_selector("details.me")
        assert said == [], place  # before axe, which breaks the policy itself when it measures
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], place
        said.clear()


def private_of(asked: list[str], site: str) -> list[str]:
    """The paths of what was asked for that no cache may keep."""
    paths = [address.removeprefix(site).partition("?")[0] for address in asked]
    return [
        path for path in paths if path.startswith(("/me/", "/talk/", "/account/", "/notices/", "/studio/"))
    ]


def test_a_stranger_causes_no_private_request_and_a_member_gets_a_corner(
    page: Any, live_server: Any, ben: Member, make_story: Callable[..., Story]
) -> None:
    story = make_story(body="<p>The ferry came back at noon.</p>" * 200)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + story.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert private_of(asked, live_server.url) == []
    assert page.locator("details.me").count() == 0
    by_form(page, live_server.url, ben, story.get_absolute_url())
    page.wait_for_selector("details.me")
    assert page.inner_text("details.me summary .me-name") == "Ben Writes"
    asked.clear()
    page.goto(live_server.url + story.get_absolute_url())
    page.wait_for_selector("details.me")
    page.wait_for_load_state("networkidle")
    assert private_of(asked, live_server.url) == ["/me/"], "one, until the conversation comes near"
    page.evaluate("document.querySelector('[data-talk]').scrollIntoView()")
    page.wait_for_selector("[data-talk][data-ready]")
    assert private_of(asked, live_server.url) == ["/me/", f"/talk/{story.pk}/mine/"]
    page.click("details.me summary")
    assert page.get_by_role("link", name="My figures").get_attribute("href") == "/studio/figures/"
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("details.me")).to_have_count(0)
    assert "member" not in {cookie["name"] for cookie in page.context.cookies()}
