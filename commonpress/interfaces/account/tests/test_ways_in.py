"""Codes by mail, forgotten passwords, sessions, limits, and where somebody is led afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.interfaces.account.tests.conftest import PASSWORD

Mailbox = Callable[[], str]
NEW = "lantern-keeper-1901"
EVIL = """https://evil.example/ //evil.example /\\evil.example \\\\evil.example ///evil.example http:evil.example
    https:/evil.example //evil.example@localhost https://localhost@evil.example /%09/evil.example javascript:alert(1)
    data:text/html,x ////evil.example http://[::1]evil.example //evil%E3%80%82example \thttps://evil.example
    HTTPS://evil.example https:evil.example //google.com/%2f.. ftp://evil.example""".split()


def signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def sign_in(client: Client, member: Member, password: str = PASSWORD, **more: str) -> int:
    return client.post("/account/sign-in/", {"login": member.email, "password": password, **more}).status_code


def test_ben_signs_in_with_a_code(client: Client, ben: Member, code: Mailbox) -> None:
    client.post("/account/code/", {"email": ben.email})
    assert not signed_in(client)
    assert client.post("/account/code/enter/", {"code": code()}).status_code == 302
    assert signed_in(client)


def test_a_code_works_in_the_browser_that_asked_and_nowhere_else(
    client: Client, ben: Member, code: Mailbox
) -> None:
    client.post("/account/code/", {"email": ben.email})
    mine = code()
    other = Client()
    other.post("/account/code/", {"email": "nobody@example.org"})
    other.post("/account/code/enter/", {"code": mine})
    assert not signed_in(other)


def test_three_wrong_codes_end_it(client: Client, ben: Member, code: Mailbox) -> None:
    client.post("/account/code/", {"email": ben.email})
    for _try in range(3):
        client.post("/account/code/enter/", {"code": "AAAA-AAAA"})
    client.post("/account/code/enter/", {"code": code()})
    assert not signed_in(client)


def test_a_forgotten_password_is_chosen_anew_once_and_everybody_is_signed_out(
    client: Client, ben: Member, mailbox: Mailbox
) -> None:
    elsewhere = Client()
    elsewhere.force_login(ben)
    client.post("/account/password/forgotten/", {"email": ben.email}, headers={"host": "localhost"})
    link = mailbox().split("/account/password/new/")[1].split()[0]
    assert "http://127.0.0.1:8000/account/password/new/" in mailbox()
    path = client.get(f"/account/password/new/{link}")["Location"]
    assert link.split("-", 1)[1] not in path, "the token leaves the address"
    client.post(path, {"password1": NEW, "password2": NEW})
    assert not signed_in(elsewhere)
    assert not signed_in(client)
    again = client.get(f"/account/password/new/{link}", follow=True)
    assert "no longer works" in again.content.decode()
    sign_in(client, ben, NEW)
    assert signed_in(client)
    assert "Your password was changed" in mailbox()


def test_changing_the_password_ends_the_other_sessions(client: Client, ben: Member, mailbox: Mailbox) -> None:
    elsewhere = Client()
    elsewhere.force_login(ben)
    sign_in(client, ben)
    words = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/account/password/", {**words, "oldpassword": "wrong"}).status_code == 200
    assert signed_in(elsewhere)
    assert client.post("/account/password/", words).status_code == 302
    assert signed_in(client)
    assert not signed_in(elsewhere)


@pytest.mark.parametrize("chosen", ["ben@example.org", "Ben Writes 1", "benwrites99"])
def test_what_others_know_of_the_account_is_no_password_wherever_one_is_chosen(
    client: Client, ben: Member, mailbox: Mailbox, chosen: str
) -> None:
    twice = {"password1": chosen, "password2": chosen}
    client.post("/account/password/forgotten/", {"email": ben.email}, headers={"host": "localhost"})
    anew = client.get(f"/account/password/new/{mailbox().split('/account/password/new/')[1].split()[0]}")
    assert is_refused_at_the_field(client.post(anew["Location"], twice))
    sign_in(client, ben)
    assert is_refused_at_the_field(client.post("/account/password/", {"oldpassword": PASSWORD, **twice}))
    ben.set_unusable_password()
    ben.save(update_fields=["password"])
    client.force_login(ben)
    assert is_refused_at_the_field(client.post("/account/password/first/", twice))


def is_refused_at_the_field(answer: Any) -> bool:
    assert answer.status_code == 200
    (said,) = answer.context["form"].errors["password1"]
    return "would try first. Choose a few words" in said


def test_signing_out_everywhere_else_leaves_this_session(client: Client, ben: Member) -> None:
    elsewhere = Client()
    elsewhere.force_login(ben)
    sign_in(client, ben)
    assert client.get("/account/sign-out-elsewhere/").status_code == 405
    client.post("/account/sign-out-elsewhere/")
    assert signed_in(client)
    assert not signed_in(elsewhere)


def test_a_session_set_before_signing_in_is_not_the_one_after(client: Client, ben: Member) -> None:
    client.get("/account/invitation/nothing/")
    client.post("/account/code/", {"email": "nobody@example.org"})
    before = client.cookies["session"].value
    client.cookies["session"] = before
    client.post("/account/sign-out/")
    client.cookies["session"] = before
    sign_in(client, ben)
    assert client.cookies["session"].value not in {"", before}


def test_a_role_that_changes_ends_the_sessions(client: Client, ben: Member, owner: Member) -> None:
    from commonpress.domain.members.role import give_role

    sign_in(client, ben)
    give_role(ben, Member.Role.EDITOR, is_active=True, by=owner)
    assert not signed_in(client)


def test_a_closed_account_opens_in_no_way(
    client: Client, ben: Member, code: Mailbox, mailbox: Mailbox
) -> None:
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    sign_in(client, ben)
    assert not signed_in(client)
    client.post("/account/code/", {"email": ben.email})
    assert "no account" in mailbox()


@pytest.mark.parametrize("evil", EVIL)
def test_next_never_leads_off_the_site(client: Client, ben: Member, evil: str) -> None:
    answer = client.post("/account/sign-in/", {"login": ben.email, "password": PASSWORD, "next": evil})
    target = answer["Location"]
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\"))
    assert "evil" not in target or target.startswith("/%09/evil")


def test_the_forms_need_a_token_of_this_browser(ben: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("sign-in", "join", "code", "password/forgotten", "second-step/webauthn/login", "sign-out"):
        assert client.post(f"/account/{path}/", {"login": ben.email, "password": PASSWORD}).status_code == 403


def test_tries_on_one_address_are_counted_wherever_they_come_from(client: Client, ben: Member) -> None:
    for number in range(12):
        client.post(
            "/account/sign-in/", {"login": ben.email, "password": "wrong"}, REMOTE_ADDR=f"192.0.2.{number}"
        )
    answer = client.post(
        "/account/sign-in/", {"login": ben.email, "password": PASSWORD}, REMOTE_ADDR="198.51.100.1"
    )
    assert "Too many tries" in answer.content.decode()
    assert not signed_in(client)


def test_tries_of_one_home_are_counted_on_whatever_address(client: Client, ben: Member) -> None:
    for number in range(40):
        client.post(
            "/account/sign-in/",
            {"login": f"x{number}@example.org", "password": "wrong"},
            REMOTE_ADDR=f"2001:db8:1:2::{number:x}",
            headers={"x-forwarded-for": f"203.0.113.{number}"},
        )
    sent = {"login": ben.email, "password": PASSWORD}
    assert client.post("/account/sign-in/", sent, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code in {
        200,
        429,
    }
    assert not signed_in(client)
    assert client.post("/account/sign-in/", sent, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_an_address_is_changed_by_a_code_sent_to_the_new_one(
    client: Client, ben: Member, code: Mailbox, postman: object
) -> None:
    sign_in(client, ben)
    assert client.post("/account/mail/", {"email": "x@example.org", "action_add": ""})["Location"].startswith(
        "/account/again/"
    )
    client.post("/account/again/", {"password": PASSWORD})
    client.post("/account/mail/", {"email": "new@example.org", "action_add": ""})
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"
    client.post("/account/join/confirm/", {"code": code()})
    ben.refresh_from_db()
    assert ben.email == "new@example.org"


def test_an_address_of_another_member_cannot_be_taken(
    client: Client, ben: Member, cleo: Member, code: Mailbox
) -> None:
    """Nothing tells that it is taken, but to somebody who reads her letters; and even they do not get it."""
    sign_in(client, ben)
    client.post("/account/again/", {"password": PASSWORD})
    answer = client.post("/account/mail/", {"email": cleo.email, "action_add": ""})
    assert answer.status_code == 302
    client.post("/account/join/confirm/", {"code": code()})
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"


def test_letters_speak_the_members_language(client: Client, ben: Member, mailbox: Mailbox) -> None:
    Member.objects.filter(pk=ben.pk).update(language="ro")
    client.post("/account/code/", {"email": ben.email})
    assert "Codul" in mailbox()


@pytest.mark.parametrize(
    "path",
    """sign-in join code password/forgotten waiting closed profile mail password invitations data leave
    second-step second-step/totp/activate second-step/webauthn/add elsewhere""".split(),
)
def test_every_page_is_kept_by_nobody(client: Client, ben: Member, path: str) -> None:
    stranger = Client().get(f"/account/{path}/")
    client.force_login(ben)
    mine = client.get(f"/account/{path}/")
    for answer in (stranger, mine):
        assert answer.status_code in {200, 302}
        assert answer["Cache-Control"] == "private, no-store"


def test_the_account_page_leads_to_tokens_and_notices(client: Client, ben: Member) -> None:
    client.force_login(ben)
    page = client.get("/account/").content.decode()
    assert 'href="/account/tokens/"' in page
    assert 'href="/notices/"' in page
