"""The owner's screens in a real browser: nothing against the policy, nothing axe objects to, no sideways scrolling."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from tests.signing import by_form

SCREENS = ["health/", "site/setting/", "site/verification/add/", "site/page/add/", "stories/section/", "stories/lead/",
           "stories/story/", "members/member/", "events/event/", "checks/wirefeed/",
           "checks/wirefeed/add/"]  # fmt: skip


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screens_keep_the_policy_and_please_axe(
    page: Any, live_server: Any, owner: Member, story: Story, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    by_form(page, live_server.url, owner, "/admin/")
    for place in [
        "",
        f"stories/story/{story.pk}/change/",
        f"stories/section/{story.section_id}/change/",
        *SCREENS,
    ]:
        page.goto(f"{live_server.url}/admin/{place}")
        assert said == [], place  # before axe, which breaks the policy itself when it measures
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        assert [
            (one["id"], one["nodes"][0]["html"]) for one in Axe().run(page).response["violations"]
        ] == [], place
        said.clear()
