"""Dan floods, in a real browser: held back in words with his text kept, cleared away at one go, and told why."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from commonpress.domain.members import may
from commonpress.domain.members.may import Limit
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import work
from tests.signing import by_session

pytestmark = pytest.mark.browser


def test_dan_floods_the_desk_is_held_back_and_ada_clears_it_at_one_go(
    page: Any,
    browser: Any,
    live_server: Any,
    make_story: Callable[..., Story],
    ada: Member,
    ben: Member,
    dan: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(may.LIMITS, "submit", (Limit(3, may.DAY),) * 3)
    honest = submit(make_story("The ferry is late", published=False), by=ben)
    for number in range(3):
        submit(make_story(f"Cheap boilers, part {number}", published=False, authors=[dan]), by=dan)
    fourth = make_story("Cheap boilers once more", published=False, authors=[dan], body="<p>Buy now.</p>")
    while work.run_due():
        pass

    by_session(page, live_server.url, dan)
    page.goto(f"{live_server.url}/studio/{fourth.pk}/write/")
    page.wait_for_selector("html[data-ready=write]", state="attached")
    page.click("button[value=submit]")
    page.locator(".tool-refused").wait_for()
    assert "as often as you may for now" in page.locator(".tool-refused").inner_text()
    page.wait_for_selector("html[data-ready=write]", state="attached")
    assert "Buy now." in page.locator("#write-text").inner_text()
    fourth.refresh_from_db()
    assert (fourth.state, fourth.body) == (Story.State.DRAFT, "<p>Buy now.</p>")

    desk = browser.new_context().new_page()
    by_session(desk, live_server.url, ada)
    desk.goto(f"{live_server.url}/desk/bulk/")
    desk.fill("#f-account", "dan")
    desk.click(".desk-show button")
    expect(desk.locator("input[name=item]:checked")).to_have_count(3)
    desk.check("#d-spam")
    desk.click(".desk-form button[type=submit]")
    desk.get_by_text("done").first.wait_for()
    desk.context.close()
    assert Decision.objects.filter(rule="spam", by=ada, member=dan).count() == 3
    honest.refresh_from_db()
    assert honest.state == Story.State.SUBMITTED

    page.goto(f"{live_server.url}/studio/")
    assert page.locator(".own-state[data-state=declined]").count() == 3
    assert "took this for spam" in page.locator(".own-words").first.inner_text()
