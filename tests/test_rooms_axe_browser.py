"""axe on every page of the studio, the desk and the account in tests/matrix.py, in Romanian, by day and by night.

A new route is looked at without anybody thinking of it. Forms wrongly filled in are in the tests of the rooms.
"""

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn

from commonpress.domain.members.address import trust_old_address
from commonpress.domain.members.models import Member
from commonpress.domain.stories.preview import open_preview
from commonpress.engines.site import options
from tests.matrix import PRIVATE
from tests.signing import by_form, by_session
from tests.test_matrix import ROLES, World, address, world

__all__ = ["world"]  # the fixture

pytestmark = [pytest.mark.browser, pytest.mark.once]

ROOMS = ("studio/", "desk/", "account/", "flag/", "decision/")
FILES = (
    "desk/decisions/statements.<slug:form>",
    "account/second-step/recovery-codes/download/",
    "account/second-step/webauthn/login/",  # for the script
)
# What leads to another page of the list, for who opens it here; the last asks a passkey that a browser made.
LEADS = (
    "account/join/elsewhere/",
    "account/join/confirm/",
    "account/invitation/<str:token>/",
    "account/second-step/webauthn/reauthenticate/",
)
SET_UP = "olga"  # she has an app and codes
STALE = "olga, a while ago"  # her password was asked for too long ago
SET_UP_PAGES = (
    "account/second-step/",
    "account/second-step/totp/deactivate/",
    "account/second-step/recovery-codes/",
    "account/second-step/webauthn/",
    "account/second-step/webauthn/keys/<int:pk>/remove/",
    "account/second-step/webauthn/keys/<int:pk>/edit/",
)
AGAIN = ("account/second-step/reauthenticate/",)
AXE = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def test_axe_finds_nothing_on_any_page_of_the_studio_the_desk_and_the_account(
    page: Any, live_server: Any, world: World, axe_script: str
) -> None:
    options.change({"language": "ro", "challenge_bits": 8})
    page.set_viewport_size({"width": 320, "height": 800})
    prepare(world)
    signed, led, wrong = "", [], []
    for role, route, path in sorted(pages(world)):
        if role != signed:
            enter(page, live_server.url, role)
            signed = role
        if route in HALF_WAY:
            enter(page, live_server.url, role)
            HALF_WAY[route](page, live_server.url)
            signed = ""
        else:
            answer = page.goto(live_server.url + path)
            assert answer.ok, path
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
        page.evaluate(axe_script)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong += [(route, scheme, one["id"], one["nodes"][0]["html"]) for one in page.evaluate(AXE)]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append((route, "scrolls sideways"))
        if page.url.partition("?")[0] != live_server.url + path.partition("?")[0]:
            led.append((route, page.url))
    assert wrong == []
    assert not led, f"nobody looked at these: {led}"


def prepare(world: World) -> None:
    """What only some have: a secret link to a draft, an app and codes of the owner's, a passkey of Ada's."""
    ben, ada, owner = (Member.objects.get(handle=handle) for handle in ("ben", "ada", "olga"))
    world["shown"] = f"/studio/shown/{open_preview(world['draft'], by=ben).token}/"
    for member in (ben, ada, owner):
        trust_old_address(member)
    TOTP.activate(owner, generate_totp_secret())
    RecoveryCodes.activate(owner)
    cleo = Member.objects.get(handle="cleo")  # who came with an account of elsewhere
    cleo.set_unusable_password()
    cleo.save(update_fields=["password"])
    world["passkey"] = WebAuthn.add(ada, "Telephone", {}).instance.pk


def pages(world: World) -> list[tuple[str, str, str]]:
    """Who opens it, the route and its address."""
    found = [("stranger", "studio/shown/<str:token>/", world["shown"])]
    for route, letters in PRIVATE.items():
        if route.startswith(ROOMS) and route not in (*FILES, *LEADS) and (role := opener(route, letters)):
            path = address(route, world).replace("/keys/1/", f"/keys/{world['passkey']}/")
            found.append((role, route, path))
    return found


def opener(route: str, letters: str) -> str:
    """A stranger where the account begins, the owner for what is set up, else the first of author, editor and owner."""
    may = [role for role, letter in zip(ROLES, letters, strict=False) if letter == "o"]
    if route in SET_UP_PAGES or route in AGAIN:
        return STALE if route in AGAIN else "ada" if "webauthn" in route else SET_UP
    if route in ("account/password/first/", *HALF_WAY):
        return "stranger" if route in HALF_WAY else "cleo"
    if route.startswith("account/second-step/"):
        return "ben"
    order = (
        ("stranger", "ben", "ada", "olga")
        if route.startswith("account/")
        else ("ben", "ada", "olga", "stranger")
    )
    return next((role for role in order if role in may), "")


def enter(page: Any, server: str, role: str) -> None:
    """Signed in just now, by password, as the screens of the second step ask."""
    page.context.clear_cookies()
    if role != "stranger":
        by_session(page, server, Member.objects.get(handle=role.partition(",")[0]), fresh=role != STALE)


def asked_for_a_code(page: Any, server: str) -> None:
    page.goto(f"{server}/account/code/")
    page.fill("main input[type=email]", "ben@example.org")
    page.click("main form button")
    page.wait_for_url("**/account/code/enter/")


def asked_for_the_second_step(page: Any, server: str) -> None:
    by_form(page, server, Member.objects.get(handle=SET_UP), "/account/")
    page.wait_for_url("**/account/second-step/authenticate/**")


# Pages between two steps: how one comes to them.
HALF_WAY = {
    "account/code/enter/": asked_for_a_code,
    "account/second-step/authenticate/": asked_for_the_second_step,
}
