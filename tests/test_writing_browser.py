"""Writing a story in a real browser: kept as it is typed, whatever breaks meanwhile."""

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from commonpress.domain.members.models import Member
from commonpress.domain.stories.draft import begin
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.revise import revise
from commonpress.engines.media.models import Picture
from commonpress.engines.media.tests.make import jpeg
from tests.signing import PASSWORD, by_form

pytestmark = pytest.mark.browser

CLIPBOARDS = sorted((Path(__file__).parent / "clipboard").glob("*.html"))
READY = "html[data-ready=write]"
SAVED = "[data-state][data-state=kept]"
PASTE = """([kind, words]) => {
  const data = new DataTransfer();
  data.setData(kind, words);
  document.getElementById("write-text").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
DROP = """([words, name]) => {
  const bytes = Uint8Array.from(atob(words), (c) => c.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "image/jpeg" }));
  const text = document.getElementById("write-text");
  const { left, top } = text.getBoundingClientRect();
  const where = { clientX: left + 60, clientY: top + 30 };
  text.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, ...where }));
}"""


@pytest.fixture
def draft(live_server: Any, ben: Member, section: Section) -> Story:
    return begin(ben, section, "en")


@pytest.fixture
def signed_in(page: Any, live_server: Any, ben: Member) -> Iterator[Any]:
    """Ben's browser, which may complain of nothing."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: said.append(str(problem)))
    sign_in(page, live_server.url, ben, "/studio/")
    page.said = said
    yield page
    assert [line for line in page.said if "Failed to load resource" not in line] == []


def sign_in(page: Any, server: str, member: Member, then: str) -> None:
    by_form(page, server, member, then)
    page.wait_for_url(f"**{then}")


def opened(page: Any, server: str, story: Story) -> Any:
    page.goto(f"{server}/studio/{story.pk}/write/")
    page.wait_for_selector(READY, state="attached")
    return page.locator("#write-text")


def body_of(story: Story) -> str:
    story.refresh_from_db()
    return story.body


def test_ben_writes_with_the_keyboard_alone_and_sends_his_story(
    signed_in: Any, live_server: Any, section: Section
) -> None:
    page = signed_in
    page.goto(f"{live_server.url}/studio/new/")
    page.get_by_role("button", name="Harbour").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(READY, state="attached")
    page.locator("#id_headline").focus()
    page.keyboard.type("The ferry is back")
    page.keyboard.press("Tab")
    page.keyboard.type("At last.")
    for _turn in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "write-text":
            break
    page.keyboard.type("It came at noon. ")
    page.keyboard.press("Control+k")
    page.keyboard.type("example.org/ferry")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")  # heading
    page.keyboard.type("Then")
    page.keyboard.press("Enter")
    page.keyboard.type("- bread")
    page.keyboard.press("Enter")
    page.keyboard.type("salt")
    page.keyboard.press("Tab")  # leaves the text, as it leaves every field
    assert page.evaluate("document.activeElement.id") != "write-text"
    page.wait_for_selector(SAVED)
    story = Story.objects.get()
    assert story.body == (
        '<p>It came at noon. <a href="https://example.org/ferry" rel="ugc noopener">https://example.org/ferry</a></p>'
        "<h2>Then</h2><ul><li><p>bread</p></li><li><p>salt</p></li></ul>"
    )
    assert (story.headline, story.standfirst) == ("The ferry is back", "At last.")
    page.get_by_role("button", name="Send to the desk").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=It is with the desk now")
    story.refresh_from_db()
    assert story.state == "submitted"


def test_a_picture_is_dropped_described_and_kept(signed_in: Any, live_server: Any, draft: Story) -> None:
    page = signed_in
    opened(page, live_server.url, draft).click()
    page.keyboard.type("Before.")
    page.evaluate(DROP, [base64.b64encode(jpeg((300, 200))).decode(), "ferry.jpg"])
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Done").click()
    assert dialog.is_visible()  # the question is not passed over by an empty answer
    dialog.get_by_label("In words, for those who cannot see it").fill("The ferry at the quay")
    dialog.get_by_label("Who made it").fill("Ben")
    with page.expect_response("**/studio/pictures/*/"):
        dialog.get_by_role("button", name="Done").click()
        page.keyboard.type("At noon.")
    page.wait_for_selector(SAVED)
    picture = Picture.objects.get()
    assert (picture.alt, picture.credit, picture.is_decorative) == ("The ferry at the quay", "Ben", False)
    image = f'<img src="/media/{picture.name}" alt="The ferry at the quay" width="300" height="200">'
    assert f"<figure>{image}<figcaption>At noon.<cite>Ben</cite></figcaption></figure>" in body_of(draft)
    again = opened(page, live_server.url, draft)
    assert again.locator("figcaption").inner_text() == "At noon."
    assert "The ferry at the quay" in again.locator(".write-figure").inner_text()


def test_a_picture_that_is_too_heavy_is_refused_at_once_and_one_may_be_decoration(
    signed_in: Any, live_server: Any, draft: Story
) -> None:
    page = signed_in
    opened(page, live_server.url, draft).click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/pictures/" in request.url else None)
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(100e6)], "huge.jpg", { type: "image/jpeg" }));
          document.getElementById("write-text").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    page.wait_for_selector("text=larger than 20 MB")
    assert sent == []
    page.evaluate(DROP, [base64.b64encode(jpeg((300, 200))).decode(), "rule.jpg"])
    page.get_by_role("dialog").get_by_label("It is decoration").check()
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    page.wait_for_selector("text=Decoration.")
    page.wait_for_selector(SAVED)
    assert Picture.objects.get().is_decorative


@pytest.mark.parametrize("clipboard", CLIPBOARDS, ids=lambda path: path.stem)
def test_a_word_processors_clipboard_comes_out_clean(
    signed_in: Any, live_server: Any, draft: Story, clipboard: Path
) -> None:
    page = signed_in
    opened(page, live_server.url, draft).click()
    page.evaluate(PASTE, ["text/html", clipboard.read_text(encoding="utf-8")])
    page.wait_for_selector(SAVED)
    assert body_of(draft) == (
        "<h2>The ferry</h2><p>It came back at <strong>noon</strong>, said <em>Ana</em>.</p>"
        "<ul><li><p>Bread</p><ul><li><p>Rye</p></li></ul></li><li><p>Salt</p></li></ul>"
        '<p>See <a href="https://example.org/ferry" rel="ugc noopener">the timetable</a>.</p>'
    )


def test_what_a_crash_of_the_server_left_unsaved_is_offered_back(
    signed_in: Any, live_server: Any, draft: Story
) -> None:
    page = signed_in
    opened(page, live_server.url, draft).click()
    page.route(
        "**/write/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.keyboard.type("Typed while nobody answered.")
    page.wait_for_selector("[data-state][data-state=offline]")
    assert "no connection" in page.inner_text("[data-state]")
    with pytest.raises(Exception, match="crash"):
        page.goto("chrome://crash")  # the browser goes too
    page = page.context.new_page()
    assert opened(page, live_server.url, draft).inner_text().strip() == ""
    offer = page.get_by_role("region", name="There is text that never reached the paper")
    assert "Typed while nobody answered." in offer.inner_text()
    offer.get_by_role("button", name="Bring it back").click()
    page.wait_for_selector(SAVED)
    assert body_of(draft) == "<p>Typed while nobody answered.</p>"
    opened(page, live_server.url, draft)
    assert not page.locator("[data-offer]").is_visible()


def test_typing_goes_on_when_the_connection_is_back(signed_in: Any, live_server: Any, draft: Story) -> None:
    page = signed_in
    opened(page, live_server.url, draft).click()
    page.context.set_offline(True)
    page.keyboard.type("On the train.")
    page.wait_for_selector("[data-state][data-state=offline]")
    page.context.set_offline(False)
    page.wait_for_selector(SAVED)
    assert body_of(draft) == "<p>On the train.</p>"


def test_an_expired_session_keeps_the_text_and_saves_it_after_signing_in(
    signed_in: Any, live_server: Any, draft: Story, ben: Member
) -> None:
    page = signed_in
    opened(page, live_server.url, draft).click()
    page.context.clear_cookies(name="session")
    page.keyboard.type("Written after the session ended.")
    door = page.get_by_role("link", name="Sign in in another tab")
    with page.context.expect_page() as found:
        door.click()
    other = found.value
    other.fill("#id_login", ben.email)
    other.fill("#id_password", PASSWORD)
    other.click(".sign button")
    other.wait_for_url("**/studio/back/")
    other.close()
    page.wait_for_selector(SAVED)
    assert body_of(draft) == "<p>Written after the session ended.</p>"


@pytest.mark.parametrize("choice", ["Keep this one", "Take this one"])
def test_two_tabs_see_both_texts_and_either_is_kept(
    signed_in: Any, live_server: Any, draft: Story, ben: Member, choice: str
) -> None:
    page = signed_in
    opened(page, live_server.url, draft).click()
    revise(draft, {"body": "<p>From the other tab.</p>"}, by=ben, seen=draft.seen)
    page.keyboard.type("From this tab.")
    panel = page.get_by_role("region", name="This story was changed elsewhere")
    panel.wait_for()
    assert "From this tab." in panel.inner_text()
    assert "From the other tab." in panel.inner_text()
    assert body_of(draft) == "<p>From the other tab.</p>"
    panel.get_by_role("button", name=choice).click()
    stays = "From this tab." if choice == "Keep this one" else "From the other tab."
    page.wait_for_selector(SAVED)
    page.wait_for_function(
        "words => document.getElementById('write-text').innerText.includes(words)", arg=stays
    )
    page.wait_for_selector(SAVED)
    assert body_of(draft) == f"<p>{stays}</p>"
    assert {"<p>From this tab.</p>", "<p>From the other tab.</p>"} <= set(
        draft.revisions.values_list("body", flat=True)
    )


def test_without_scripts_everything_can_be_done(
    browser: Any, live_server: Any, ben: Member, draft: Story
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, ben, f"/studio/{draft.pk}/write/")
    assert not page.get_by_role("toolbar").is_visible()
    page.get_by_label("Headline").fill("The ferry is back")
    page.get_by_label("Text", exact=True).fill("One.\n\nTwo.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert body_of(draft) == "<p>One.</p>\n<p>Two.</p>"
    part = page.get_by_role("group", name="Put a picture at the end of the text")
    part.get_by_label("Picture", exact=True).set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg((300, 200))}
    )
    part.get_by_label("What it shows").fill("The ferry")
    with page.expect_navigation():
        part.get_by_role("button", name="Put the picture in").click()
    assert 'alt="The ferry"' in body_of(draft)
    page.get_by_role("button", name="Send to the desk").click()
    expect(page.locator("main")).to_contain_text("waits for the desk")
    context.close()


@pytest.mark.once
@pytest.mark.parametrize(("scheme", "language"), [("light", "en")])  # else: test_rooms_axe_browser.py
def test_every_page_of_the_studio_pleases_axe_and_fits_a_phone(
    signed_in: Any,
    live_server: Any,
    draft: Story,
    make_story: Callable[..., Story],
    ben: Member,
    scheme: str,
    language: str,
) -> None:
    from commonpress.engines.site import options

    options.change({"language": language})
    page = signed_in
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    published = make_story()
    revise(draft, {"headline": "The ferry", "body": "<p>One.</p>"}, by=ben, seen=draft.seen)
    draft_places = ["", "write/", "people/", "history/?version=2", "preview/"]
    places = ["", "new/", "back/", *(f"{draft.pk}/{place}" for place in draft_places)]
    for place in [*places, f"{published.pk}/", f"{published.pk}/correct/"]:
        page.goto(f"{live_server.url}/studio/{place}")
        page.wait_for_selector("details.me")
        if place.endswith("write/"):
            page.wait_for_selector(READY, state="attached")
        assert page.said == [], place
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], place
        page.said.clear()


def test_the_editor_weighs_on_its_own_page_alone(
    signed_in: Any, live_server: Any, draft: Story, story: Story
) -> None:
    page = signed_in
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in ("/studio/", f"/studio/{draft.pk}/", "/", story.get_absolute_url()):
        page.goto(live_server.url + place)
    assert not [
        address
        for address in asked
        if "prose" in address or ("/studio/" in address and address.endswith(".js"))
    ]
    assert json.dumps(asked)
