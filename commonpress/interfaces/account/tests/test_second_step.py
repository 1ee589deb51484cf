"""The second step at sign-in: apps and recovery codes here; passkeys in a real browser, tests/test_account_browser.py."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from commonpress.domain.members.appoint import appoint_owner
from commonpress.domain.members.models import Member
from commonpress.engines.site import options
from commonpress.interfaces.account.tests.conftest import PASSWORD

NEW = "lantern-keeper-1901"


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def sign_in(client: Client, member: Member) -> str:
    answer = client.post("/account/sign-in/", {"login": member.email, "password": PASSWORD})
    return str(answer.headers.get("Location", ""))


def signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.fixture
def secret(ada: Member, mailbox: object, django_capture_on_commit_callbacks: Any) -> str:
    """Ada has set up an app; the answer is what it knows."""
    client = Client()
    sign_in(client, ada)
    assert client.get("/account/second-step/totp/activate/")["Location"].startswith("/account/again/")
    client.post("/account/again/", {"password": PASSWORD})
    found = str(client.get("/account/second-step/totp/activate/").context["form"].secret)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/second-step/totp/activate/", {"code": code_of(found)})
    assert answer.status_code == 302, answer.context["form"].errors
    return found


def test_the_password_alone_no_longer_opens(client: Client, ada: Member, secret: str) -> None:
    assert sign_in(client, ada) == "/account/second-step/authenticate/"
    assert not signed_in(client)
    assert client.post("/account/second-step/authenticate/", {"code": "000000"}).status_code == 200
    assert not signed_in(client)


def test_a_code_by_mail_does_not_go_past_it(client: Client, ada: Member, secret: str, code: object) -> None:
    client.post("/account/code/", {"email": ada.email})
    answer = client.post("/account/code/enter/", {"code": code()})  # type: ignore[operator]
    assert answer["Location"] == "/account/second-step/authenticate/"
    assert not signed_in(client)


def test_a_code_of_the_app_opens_once(client: Client, ada: Member, secret: str) -> None:
    from django.core.cache import cache

    cache.clear()  # the code that set the app up is used, and half a minute is long for a test
    known = code_of(secret)
    sign_in(client, ada)
    client.post("/account/second-step/authenticate/", {"code": known})
    assert signed_in(client)
    other = Client()
    sign_in(other, ada)
    other.post("/account/second-step/authenticate/", {"code": known})
    assert not signed_in(other)


def test_a_recovery_code_opens_once(client: Client, ada: Member, secret: str) -> None:
    codes = Authenticator.objects.get(user=ada, type="recovery_codes").wrap().get_unused_codes()
    for expected in (True, False):
        client = Client()
        sign_in(client, ada)
        client.post("/account/second-step/authenticate/", {"code": codes[0]})
        assert signed_in(client) is expected


def test_the_recovery_codes_are_shown_and_taken_along_and_new_ones_end_the_old(
    ada: Member, secret: str
) -> None:
    old = Authenticator.objects.get(user=ada, type="recovery_codes").wrap().get_unused_codes()
    client = entered(ada, old[0])
    assert client.get("/account/second-step/recovery-codes/")["Location"].startswith("/account/again/")
    client.post("/account/again/", {"password": PASSWORD})
    page = client.get("/account/second-step/recovery-codes/").content.decode()
    assert len(old) == 10
    assert [one in page for one in old] == [False, *[True] * 9]
    taken = client.get("/account/second-step/recovery-codes/download/")
    assert taken["Content-Disposition"].startswith("attachment")
    assert "no-store" in taken["Cache-Control"]
    assert [one in taken.content.decode() for one in old] == [False, *[True] * 9]
    assert client.post("/account/second-step/recovery-codes/generate/").status_code == 302
    new = Authenticator.objects.get(user=ada, type="recovery_codes").wrap().get_unused_codes()
    assert (len(new), set(new) & set(old)) == (10, set())
    assert not signed_in(entered(ada, old[1]))
    assert signed_in(entered(ada, new[0]))
    assert not [one for one in (*old, *new) if one in str(Authenticator.objects.values())]


def entered(member: Member, code: str) -> Client:
    client = Client()
    sign_in(client, member)
    client.post("/account/second-step/authenticate/", {"code": code})
    return client


def test_the_secret_is_sealed_in_the_database(ada: Member, secret: str) -> None:
    assert secret not in str(Authenticator.objects.filter(user=ada).values())


def test_setting_it_up_ends_the_other_sessions(
    client: Client, ada: Member, request: pytest.FixtureRequest
) -> None:
    client.force_login(ada)
    request.getfixturevalue("secret")
    assert not signed_in(client)


@pytest.mark.parametrize("path", ["/desk/figures/", "/admin/"])
def test_the_owner_may_ask_it_of_editors(client: Client, owner: Member, path: str, settings: object) -> None:
    client.force_login(owner)
    assert client.get(path).status_code == 200
    options.change({"second_factor_of_editors": True})
    assert client.get(path)["Location"] == "/account/second-step/"
    assert client.get("/studio/figures/").status_code == 200
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(path).status_code == 200


def test_the_machines_keeper_lets_an_owner_in_who_lost_it(owner: Member) -> None:
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={"secret": "x"})
    password = appoint_owner(owner.email)
    client = Client()
    client.post("/account/sign-in/", {"login": owner.email, "password": password})
    assert signed_in(client)


def test_ben_cannot_touch_adas_steps(client: Client, ben: Member, ada: Member, secret: str) -> None:
    key = Authenticator.objects.create(user=ada, type=Authenticator.Type.WEBAUTHN, data={"name": "Ada’s"})
    sign_in(client, ben)
    client.post("/account/again/", {"password": PASSWORD})
    for verb in ("remove", "edit"):
        assert (
            client.post(f"/account/second-step/webauthn/keys/{key.pk}/{verb}/", {"name": "x"}).status_code
            == 404
        )
    assert client.post("/account/second-step/totp/deactivate/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_new_password_does_not_go_past_it(client: Client, ada: Member, secret: str, mailbox: Any) -> None:
    client.post("/account/password/forgotten/", {"email": ada.email})
    link = mailbox().split("/account/password/new/")[1].split()[0]
    path = client.get(f"/account/password/new/{link}")["Location"]
    client.post(path, {"password1": NEW, "password2": NEW})
    assert not signed_in(client)
    answer = client.post("/account/sign-in/", {"login": ada.email, "password": NEW})
    assert answer["Location"] == "/account/second-step/authenticate/"
    assert not signed_in(client)
