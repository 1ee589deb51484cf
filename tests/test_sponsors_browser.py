"""A campaign in a real browser: the owner books it, a reader sees and clicks it, the sponsor reads the report."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Request

from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.models import Campaign, Placement
from commonpress.domain.sponsors.share_report import share
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.readership import totals
from commonpress.engines.readership.models import Tally
from commonpress.engines.readership.tests.people import CHROME
from commonpress.engines.readership.writer import writer
from commonpress.engines.site import options
from tests.signing import by_form

pytestmark = pytest.mark.browser
PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"
HINTS = {"sec-ch-ua": '"Chromium";v="141", "Not?A_Brand";v="8"'}
BELOW = "(slot) => scrollBy(0, slot.getBoundingClientRect().top - innerHeight - 200)"  # near, and not in the window
SCREENS = ["", "book/", "calendar/", "{campaign}/", "{campaign}/change/", "creatives/{creative}/"]


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    yield
    writer.stop()
    writer.reset()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(user_agent=CHROME, extra_http_headers=HINTS)
    context.add_init_script(PERSON)
    context.route(
        "https://bakery.example/**", lambda route: route.fulfill(body="Bread", content_type="text/html")
    )
    yield context.new_page()
    context.close()


def counted(kind: str) -> int:
    return sum(
        Tally.objects.filter(subject__startswith="creative:", kind=kind).values_list("total", flat=True)
    )


def tells_of(request: Request, token: str | None) -> bool:
    """Whether it is a beacon with this among what was seen."""
    return request.url.endswith("/seen/") and token in parse_qs(request.post_data or "").get("t", [])


def test_from_the_booking_to_the_report(
    page: Page, reader: Page, live_server: Any, owner: Member, story: Story
) -> None:
    by_form(page, live_server.url, owner, "/sponsors/")
    page.click("text=Book a campaign")
    page.fill("#id_new_sponsor", "Bakery")
    page.fill("#id_name", "Spring bread")
    page.fill("#id_amount", "0")
    page.fill("#id_headline", "Bread with salt")
    page.fill("#id_address", "https://bakery.example/bread")
    page.click("text=Book it")
    assert "1 or more" in page.locator("#id_amount ~ .errorlist").inner_text()
    page.fill("#id_amount", "5000")
    page.click("text=See what it may expect")
    page.locator("#forecast").wait_for()
    page.click("text=Book it")
    page.locator("text=It is booked.").wait_for()

    reader.goto(live_server.url + story.get_absolute_url())
    card = reader.locator(".slot-one")
    assert card.locator(".slot-label").inner_text() == "Sponsor"
    token = card.get_attribute("data-token")
    with reader.expect_response(lambda answer: tells_of(answer.request, token)) as seen:
        card.scroll_into_view_if_needed()
    assert seen.value.status == 204
    with reader.expect_response("**/go/**") as went:
        card.locator("a").click()
    assert went.value.status == 302
    reader.wait_for_url("https://bakery.example/bread")
    assert (counted("seen"), counted("clicked")) == (1, 1)

    page.click("text=Make a link")
    address = page.locator(".sale-address a").inner_text()
    reader.goto(live_server.url + address[address.index("/sponsors/") :])
    assert "1 impression" in reader.locator("svg desc").first.text_content()  # type: ignore[operator]
    page.get_by_role("button", name="Revoke").click()
    page.locator("text=The link leads nowhere").wait_for()
    assert reader.reload().status == 404  # type: ignore[union-attr]


def test_one_creative_is_shown_by_its_pace_and_a_resting_one_never(
    reader: Page, live_server: Any, story: Story
) -> None:
    booked(name="rests", goal="impressions", amount=1, sponsor="Rests")
    booked(name="goes", sponsor="Goes")
    resting = Placement.objects.get(creative__campaign__name="rests")
    totals.add(resting.subject, 1)
    for _ in range(4):  # each render begins with another
        reader.goto(live_server.url + story.get_absolute_url())
        reader.locator(".slot").scroll_into_view_if_needed()
        reader.locator(".slot-one[data-seen]").wait_for()
        assert "Goes" in reader.locator(".slot-name").inner_text()
    Campaign.objects.filter(name="goes").update(stopped_at=clock.now())
    reader.goto(live_server.url + story.get_absolute_url())
    reader.locator(".slot").evaluate("(slot) => slot.scrollIntoView()")
    reader.locator(".slot").wait_for(state="hidden")


@pytest.mark.parametrize(
    ("drawn", "name"), [(0.1, "Quarter"), (0.24, "Quarter"), (0.26, "Rest"), (0.9, "Rest")]
)
def test_a_share_of_voice_has_so_many_of_a_hundred_views_and_the_rest_is_for_others(
    reader: Page, live_server: Any, story: Story, drawn: float, name: str
) -> None:
    """The lot is drawn by ``Math.random``: below the share it is the share's view, and nobody's weight changes that."""
    booked(name="share", goal="share", amount=25, sponsor="Quarter")
    booked(name="turn", sponsor="Rest", weight=100)
    reader.add_init_script(f"Math.random = () => {drawn}")
    reader.goto(live_server.url + story.get_absolute_url())
    reader.locator(".slot").scroll_into_view_if_needed()
    reader.locator(".slot-one[data-seen]").wait_for()
    assert name in reader.locator(".slot-name").inner_text()
    kept = "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    assert (reader.evaluate(kept), reader.context.cookies()) == ([0, 0, 0], []), "the choice is forgotten"


def test_what_was_chosen_long_before_it_is_looked_at_is_chosen_again(
    reader: Page, live_server: Any, story: Story
) -> None:
    """The slot is near the window when its campaign still goes; the reader comes to it when it rests."""
    booked(name="ends", sponsor="Ends", weight=100)
    reader.set_viewport_size({"width": 800, "height": 200})
    reader.clock.install()
    reader.goto(live_server.url + story.get_absolute_url())
    slot = reader.locator(".slot")
    slot.evaluate(BELOW)
    reader.clock.run_for(500)
    reader.locator(".slot-one[data-seen]").wait_for()
    assert "Ends" in reader.locator(".slot-name").inner_text()
    Campaign.objects.filter(name="ends").update(stopped_at=clock.now())
    booked(name="goes", sponsor="Goes")  # not on the page the reader has: nothing can stand here
    reader.clock.run_for(3000)
    with reader.expect_response("**/pace.json"):
        slot.evaluate("(slot) => slot.scrollIntoView()")
    slot.wait_for(state="hidden")
    reader.clock.run_for(3000)
    assert counted("seen") == 0


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Sponsor, after the story"), ("ro", "Sponsor, după articol")]
)
def test_a_screen_reader_is_told_the_label(
    reader: Page, live_server: Any, story: Story, language: str, name: str
) -> None:
    """As the name of the landmark, and as words that stand before the card; the link says what it leads to."""
    options.change({"language": language})
    booked()
    reader.goto(live_server.url + story.get_absolute_url())
    slot = reader.get_by_role("complementary", name=name, exact=True)
    slot.scroll_into_view_if_needed()
    told = slot.aria_snapshot()
    assert told.index("Sponsor") < told.index('link "Rope"'), told


def test_without_scripts_a_creative_shows_and_leads_on(
    browser: Browser, live_server: Any, story: Story
) -> None:
    booked()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + story.get_absolute_url())
    assert page.locator(".slot-one").count() == 1
    assert page.locator(".slot-one a").get_attribute("rel") == "sponsored noopener"
    context.close()


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screens_please_axe_and_fit_a_telephone(
    page: Page, live_server: Any, owner: Member, story: Story, axe_script: str, scheme: Any
) -> None:
    if scheme == "dark":
        options.change({"language": "ro"})
    campaign = booked(slots=["after-story", "front"], goal="impressions", amount=500, price=12)
    creative = campaign.creatives.get()
    for placement in Placement.objects.all():
        totals.add(placement.subject, 123, at=clock.now() - timedelta(days=1))
    link = share(campaign)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    by_form(page, live_server.url, owner, "/sponsors/")
    screens = [one.format(campaign=campaign.pk, creative=creative.pk) for one in SCREENS]
    for screen in [*screens, f"creatives/{creative.pk}/preview/", f"report/{link.token}/"]:
        page.goto(f"{live_server.url}/sponsors/{screen}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
        page.evaluate(axe_script)
        found = page.evaluate("axe.run({iframes: false}).then((found) => found.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], screen


def test_a_preview_is_as_wide_as_it_says(page: Page, live_server: Any, owner: Member, story: Story) -> None:
    creative = booked().creatives.get()
    page.set_viewport_size({"width": 320, "height": 900})
    by_form(page, live_server.url, owner, f"/sponsors/creatives/{creative.pk}/preview/")
    page.wait_for_url("**/preview/")
    widths = page.locator(".sale-frame iframe").evaluate_all("all => all.map((one) => one.clientWidth)")
    assert widths == [320, 768, 1440]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
