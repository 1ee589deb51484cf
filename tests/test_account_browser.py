"""Joining, passkeys and every page of the account in a real browser. Passkeys want a secure place: localhost is one."""

from typing import Any

import pytest
from playwright.sync_api import expect

from commonpress.domain.members import invite
from commonpress.domain.members.models import Member
from commonpress.engines.events import work
from commonpress.engines.site import options
from commonpress.interfaces.account.tests.conftest import CODE, PASSWORD
from tests.postman import Postman
from tests.signing import by_form

pytestmark = pytest.mark.browser

STRANGERS = ["sign-in", "join", "code", "password/forgotten", "password/forgotten/sent", "password/new", "waiting",
             "closed", "password/new/x-y", "invitation/nothing"]  # fmt: skip
MEMBERS = ["", "profile", "mail", "password", "sessions", "invitations", "invitations/tree", "tokens", "data", "leave",
           "second-step", "second-step/totp/activate", "second-step/webauthn", "second-step/webauthn/add", "elsewhere",
           "again"]  # fmt: skip


def newest(postman: Postman) -> str:
    while work.run_due():
        pass
    found = CODE.search(postman.words())
    assert found, postman.words()
    return found[0]


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    settings.BASE_URL = live_server.url.replace("127.0.0.1", "localhost")
    return str(settings.BASE_URL)


@pytest.fixture
def passkeys(page: Any) -> Any:
    """A device that holds passkeys and knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip
    return session


def test_eva_joins_makes_a_passkey_and_comes_back_with_it(
    page: Any, site: str, postman: Postman, passkeys: Any
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}/account/join/")
    page.fill("#id_name", "Eva Reads")
    page.fill("#id_email", "eva@example.org")
    page.fill("#id_password1", PASSWORD)
    page.wait_for_timeout(2100)  # the trap for who is too quick; the one wait there is
    page.click(".sign form:first-of-type button")
    page.wait_for_url("**/join/confirm/")  # the form waits for the browser's work, and goes by itself
    page.fill("#id_code", newest(postman))
    with page.expect_navigation():
        page.click(".sign form:first-of-type button")
    page.wait_for_selector("[data-me] summary, .masthead")
    page.goto(f"{site}/account/second-step/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.click(".sign form:first-of-type button")
    page.click("text=Make the passkey")
    page.wait_for_url("**/recovery-codes/**")
    page.goto(f"{site}/account/")
    with page.expect_navigation():
        page.click(".tool-nav button")
    page.goto(f"{site}/account/sign-in/")
    page.click("text=Sign in with a passkey")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{site}/account/")
    assert page.text_content("h1") == "Eva Reads"
    assert said == []


def test_the_passkey_is_the_second_step_after_the_password(
    page: Any, site: str, postman: Postman, passkeys: Any, ada: Member
) -> None:
    by_form(page, site, ada, "/account/second-step/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.click(".sign form:first-of-type button")
    page.click("text=Make the passkey")
    page.wait_for_url("**/recovery-codes/**")
    page.context.clear_cookies()
    by_form(page, site, ada, "/account/")
    page.wait_for_url("**/second-step/authenticate/")
    page.click("text=Use my passkey")
    page.wait_for_url(f"{site}/account/")


def test_who_is_quicker_than_the_script_sends_no_empty_passkey(
    page: Any, site: str, passkeys: Any, ada: Member
) -> None:
    held: list[Any] = []
    by_form(page, site, ada, "/account/again/?next=/account/second-step/webauthn/add/")
    page.route("**/passkeys.js", lambda route: held.append(route))
    page.fill("#id_password", PASSWORD)
    page.click(".sign form:first-of-type button")
    button = page.locator("text=Make the passkey")
    expect(button).to_be_disabled()
    while not held:
        page.wait_for_timeout(50)
    held[-1].continue_()
    button.click()
    page.wait_for_url("**/recovery-codes/**")


def test_a_browser_that_knows_no_passkeys_is_told_so(page: Any, site: str, ada: Member) -> None:
    page.add_init_script("delete window.PublicKeyCredential")
    by_form(page, site, ada, "/account/again/?next=/account/second-step/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.click(".sign form:first-of-type button")
    expect(page.locator("[data-passkey-said]")).to_contain_text("use another browser")
    expect(page.locator("text=Make the passkey")).to_be_disabled()


@pytest.mark.once
@pytest.mark.parametrize(("scheme", "language"), [("light", "en")])  # else: test_rooms_axe_browser.py
def test_every_page_keeps_the_policy_and_pleases_axe(
    page: Any, site: str, ada: Member, ben: Member, axe_script: str, scheme: str, language: str
) -> None:
    options.change({"language": language, "challenge_bits": 8})
    invite.invite(ada, note="Eva")
    Member.objects.filter(pk=ben.pk).update(invited_by=ada)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)

    def look(place: str) -> None:
        page.goto(f"{site}/account/{place}/" if place else f"{site}/account/")
        assert said == [], place
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        page.evaluate(axe_script)
        found = page.evaluate("axe.run()")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], place
        said.clear()

    for place in STRANGERS:
        look(place)
    by_form(page, site, ada, "/account/again/?next=/account/")
    page.fill("#id_password", PASSWORD)
    page.click(".sign form:first-of-type button")
    page.wait_for_url(f"{site}/account/")
    for place in MEMBERS:
        look(place)


def test_without_scripts_the_form_waits_and_then_passes(browser: Any, site: str, db: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/account/join/")
    page.fill("#id_name", "Eva Reads")
    page.fill("#id_email", "eva@example.org")
    page.fill("#id_password1", PASSWORD)
    page.click(".sign form:first-of-type button")
    expect(page.locator(".tool-refused")).to_have_count(1)
    expect(page.locator("#id_email")).to_have_value("eva@example.org")
    context.close()
