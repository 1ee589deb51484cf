"""A published story is corrected in a real browser, in the editor it was written in."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from commonpress.domain.stories.models import Proposal, Story
from tests.test_writing_browser import signed_in  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser


def test_a_published_story_is_corrected_in_the_same_editor_after_a_look_at_the_difference(
    signed_in: Any,  # noqa: F811
    live_server: Any,
    story: Story,
) -> None:
    page = signed_in
    ready = "html[data-ready=correct]"
    page.goto(f"{live_server.url}/studio/{story.pk}/correct/")
    page.wait_for_selector(ready, state="attached")
    page.locator("#write-text").click()
    # Just after it was entered the editor puts its own selection back, quicker than anybody types.
    page.evaluate("new Promise((done) => setTimeout(done, 100))")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+b")
    page.keyboard.type("Indeed. ")
    page.fill("#id_note", "It lacked a word.")
    page.reload()  # a crash: the copy of this browser is offered
    page.click("[data-offer] [data-choose=back]")
    page.click("button[value=look]")
    page.wait_for_selector(ready, state="attached")
    assert "Indeed." in page.locator("#change .change-text ins").all_inner_texts()[0]
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.click("button[value=send]")
    page.wait_for_url(f"**/studio/{story.pk}/")
    assert "<strong>Indeed. </strong>" in Proposal.objects.get().body
    page.goto(f"{live_server.url}/studio/{story.pk}/correct/")
    page.wait_for_selector(ready, state="attached")
    assert page.locator("[data-offer]").is_hidden()
