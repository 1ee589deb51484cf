"""The desk in a real browser: by keyboard alone, taken by another, shut to who may not, and nothing axe objects to."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from commonpress.domain.conversation.flag import flag
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import work
from commonpress.engines.site import options
from commonpress.interfaces.desk.models import CannedReason, Entry
from tests.signing import by_session

pytestmark = pytest.mark.browser
Make = Callable[..., Story]


@pytest.fixture
def twelve(live_server: Any, make_story: Make, ben: Member, dan: Member, cleo: Member) -> list[Story]:
    """Twelve stories wait. The reasons of the desk come with the migration, which a flushed database has lost."""
    if not CannedReason.objects.exists():
        CannedReason.objects.create(
            action="declined", rule="off_topic", name="Not for us", words="Not for us."
        )
        CannedReason.objects.create(
            action="returned", rule="clarity", name="Unclear", words="Please say when."
        )
    people = [ben, dan, cleo]  # a newcomer hands in five a day
    stories = []
    for number in range(12):
        by = people[number % 3]
        headline = f"The ferry is late, part {number} of twelve"
        stories.append(submit(make_story(headline, published=False, authors=[by]), by=by))
    while work.run_due():
        pass
    return stories


def pressed(page: Any, *keys: str) -> None:
    """A decision loads the next page; wait for each."""
    for key in keys:
        page.keyboard.press(key)


def decided(page: Any, *keys: str) -> None:
    with page.expect_navigation():
        pressed(page, *keys)


def test_ada_clears_ten_submissions_by_keyboard_alone_and_undoes_one(
    page: Any, live_server: Any, twelve: list[Story], ada: Member
) -> None:
    by_session(page, live_server.url, ada)
    page.goto(f"{live_server.url}/desk/?order=age")
    pressed(page, "j", "k")
    assert page.evaluate("document.activeElement.textContent") == twelve[0].headline
    decided(page, "Enter")
    for _number in range(4):
        decided(page, "a")
    for _number in range(3):
        decided(page, "d", "1", "Enter")
    decided(page, "r", "1", "Enter")
    decided(page, "s")
    decided(page, "s")
    assert page.locator(".desk-undo").is_visible()
    decided(page, "u")
    assert page.locator("h1").text_content() == twelve[9].headline
    decided(page, "a")
    states = [Story.objects.get(pk=story.pk).state for story in twelve]
    assert (
        states
        == ["published"] * 4 + ["declined"] * 3 + ["returned", "declined", "published"] + ["submitted"] * 2
    )
    assert Decision.objects.filter(by=ada).count() == 12  # eleven decisions and the undoing of one
    assert Entry.objects.filter(state=Entry.State.WAITING).count() == 2


def test_a_late_answer_to_the_claim_does_not_call_back_the_decision(
    page: Any, live_server: Any, twelve: list[Story], ada: Member
) -> None:
    by_session(page, live_server.url, ada)
    entry = Entry.objects.get(subject=twelve[0].subject)
    held: list[Any] = []
    page.route(re.compile(r"/(claim|decide)/"), lambda route: held.append(route))
    page.goto(f"{live_server.url}/desk/{entry.pk}/?order=age")
    pressed(page, "a")
    for _turn in range(100):
        if len(held) == 2:
            break
        page.wait_for_timeout(100)
    claim, decision = held
    claim.fulfill(status=409)
    # The refusal has been read by then; a page that is being left answers no question itself.
    page.wait_for_timeout(300)
    with page.expect_navigation():
        decision.continue_()
    assert page.locator("h1").text_content() == twelve[1].headline


def test_a_second_editor_sees_what_the_first_has_opened(
    page: Any, browser: Any, live_server: Any, twelve: list[Story], ada: Member, owner: Member
) -> None:
    by_session(page, live_server.url, ada)
    entry = Entry.objects.get(subject=twelve[0].subject)
    page.goto(f"{live_server.url}/desk/{entry.pk}/")
    page.locator(".desk-claim button[value=release]").wait_for()  # the script has claimed it
    other = browser.new_context().new_page()
    by_session(other, live_server.url, owner)
    other.goto(f"{live_server.url}/desk/{entry.pk}/")
    assert "Ada Edits works on this." in other.locator("main").text_content()
    assert other.locator("[data-key=a]").count() == 0
    other.context.close()


def test_cleo_is_shown_out(page: Any, live_server: Any, twelve: list[Story], cleo: Member) -> None:
    by_session(page, live_server.url, cleo)
    assert page.goto(f"{live_server.url}/desk/").status == 403


def test_typing_words_presses_no_key_and_the_keys_can_be_switched_off(
    page: Any, live_server: Any, twelve: list[Story], ada: Member
) -> None:
    by_session(page, live_server.url, ada)
    entry = Entry.objects.get(subject=twelve[0].subject)
    page.goto(f"{live_server.url}/desk/{entry.pk}/")
    pressed(page, "d")
    page.locator("#d textarea").focus()
    page.keyboard.type("as usual")
    assert page.locator("#d textarea").input_value() == "as usual"
    pressed(page, "Escape", "?")
    page.locator("[data-keys-off]").check()
    pressed(page, "a")
    assert page.url.endswith(f"/desk/{entry.pk}/")
    assert not Decision.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(("scheme", "language"), [("light", "en")])  # else: test_rooms_axe_browser.py
def test_every_page_of_the_desk_pleases_axe_and_scrolls_only_down(
    scheme: str,
    language: str,
    page: Any,
    live_server: Any,
    twelve: list[Story],
    make_story: Make,
    ada: Member,
    ben: Member,
    cleo: Member,
    axe_script: str,
) -> None:
    options.change({"language": language})
    flag(make_story("A flagged one"), "false", "Not so.", by=cleo)
    decision = decline(twelve[0], words="Not for us.", rule="off_topic", by=ada)
    while work.run_due():
        pass
    by_session(page, live_server.url, ada)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    entry = Entry.objects.get(subject=twelve[1].subject)
    flagged = Entry.objects.get(kind=Entry.Kind.FLAG)
    for place in (
        "/desk/", f"/desk/{entry.pk}/#d", f"/desk/{flagged.pk}/", f"/desk/{entry.pk}/copies/", "/desk/appeals/",
        "/desk/decisions/", f"/desk/decisions/{decision.pk}/", "/desk/bulk/?account=ben", "/moderation/",
        f"/flag/?subject={flagged.subject}",
    ):  # fmt: skip
        page.goto(f"{live_server.url}{place}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        page.evaluate(axe_script)
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], place
