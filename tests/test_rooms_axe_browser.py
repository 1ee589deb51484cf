"""axe on every page of the studio, the desk and the account in tests/matrix.py, in Romanian, by day and by night.

A new route is looked at without anybody thinking of it. Forms wrongly filled in are in the tests of the rooms.
"""

from collections.abc import Iterator
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
OWNER, AGAIN = "olga", "olga, a while ago"  # her password was asked for too long ago
# Who has what a page is about; the others are opened by the first who may.
OPENED_BY = {
    "account/password/first/": "cleo",
    "account/code/enter/": "stranger",
    "account/second-step/": OWNER,
    "account/second-step/authenticate/": "stranger",
    "account/second-step/reauthenticate/": AGAIN,
    "account/second-step/totp/activate/": "ben",
    "account/second-step/totp/deactivate/": OWNER,
    "account/second-step/recovery-codes/": OWNER,
    "account/second-step/recovery-codes/generate/": "ben",
    "account/second-step/webauthn/": "ada",
    "account/second-step/webauthn/add/": "ben",
    "account/second-step/webauthn/keys/<int:pk>/remove/": "ada",
    "account/second-step/webauthn/keys/<int:pk>/edit/": "ada",
}
AXE = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def test_axe_finds_nothing_on_any_page_of_the_studio_the_desk_and_the_account(
    page: Any, live_server: Any, world: World, axe_script: str
) -> None:
    options.change({"language": "ro", "challenge_bits": 8})
    page.set_viewport_size({"width": 320, "height": 800})
    prepare(world)
    wrong, role_before = [], ""
    for role, route, path in sorted(pages(world)):
        if role != role_before or route in HALF_WAY:
            enter(page, live_server.url, role)
        role_before = "" if route in HALF_WAY else role
        if between := HALF_WAY.get(route):
            between(page, live_server.url)
        else:
            assert page.goto(live_server.url + path).ok, path
        assert page.url.partition("?")[0] == live_server.url + path.partition("?")[0], "it led elsewhere"
        wrong += [(route, *fault) for fault in faults(page, axe_script)]
    assert wrong == []


def faults(page: Any, axe_script: str) -> Iterator[tuple[str, ...]]:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    page.evaluate(axe_script)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for one in page.evaluate(AXE):
            yield scheme, one["id"], one["nodes"][0]["html"]
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        yield ("scrolls sideways",)


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
    """A stranger where the account begins, else the first of author, editor and owner; nobody when none of them may."""
    may = [role for role, letter in zip(ROLES, letters, strict=False) if letter == "o"]
    order = ["ben", "ada", "olga"]
    order.insert(0 if route.startswith("account/") else len(order), "stranger")
    return OPENED_BY.get(route) or next((role for role in order if role in may), "")


def enter(page: Any, server: str, role: str) -> None:
    """Signed in just now, by password, as the screens of the second step ask."""
    page.context.clear_cookies()
    if role != "stranger":
        by_session(page, server, Member.objects.get(handle=role.partition(",")[0]), fresh=role != AGAIN)


def asked_for_a_code(page: Any, server: str) -> None:
    page.goto(f"{server}/account/code/")
    page.fill("main input[type=email]", "ben@example.org")
    page.click("main form button")
    page.wait_for_url("**/account/code/enter/")


def asked_for_the_second_step(page: Any, server: str) -> None:
    by_form(page, server, Member.objects.get(handle=OWNER), "/account/")
    page.wait_for_url("**/account/second-step/authenticate/**")


# Pages between two steps: how one comes to them.
HALF_WAY = {
    "account/code/enter/": asked_for_a_code,
    "account/second-step/authenticate/": asked_for_the_second_step,
}
