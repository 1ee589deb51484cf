from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock

PASSWORD = "harbour-light-1862"


def sign_in(client: Client, member: Member, **more: str) -> Any:
    return client.post("/account/sign-in/", {"login": member.email, "password": PASSWORD, **more})


def test_signing_in_leads_to_the_page_that_asked_for_it(ben: Member, client: Client) -> None:
    response = client.get("/studio/figures/?period=7")
    assert response.status_code == 302
    assert response.headers["Location"] == "/account/sign-in/?next=/studio/figures/%3Fperiod%3D7"
    assert response.headers["Cache-Control"] == "private, no-store"
    page = client.get(response.headers["Location"]).content.decode()
    assert 'name="next" value="/studio/figures/?period=7"' in page
    assert (
        sign_in(client, ben, next="/studio/figures/?period=7").headers["Location"]
        == "/studio/figures/?period=7"
    )


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_it_never_leads_off_the_site(evil: str, ben: Member, client: Client) -> None:
    assert sign_in(client, ben, next=evil).headers["Location"] == "/"


def test_a_wrong_password_is_told_in_words_and_signs_nobody_in(ben: Member, client: Client) -> None:
    response = client.post("/account/sign-in/", {"login": ben.email, "password": "wrong"})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert "member" not in response.cookies
    assert client.get("/me/").status_code == 204


def test_the_page_is_kept_by_nobody_and_listed_by_nobody(db: None, client: Client) -> None:
    response = client.get("/account/sign-in/")
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert 'content="noindex' in response.content.decode()


def test_the_hint_comes_with_the_session_and_goes_with_it(ben: Member, client: Client, settings: Any) -> None:
    hint = sign_in(client, ben).cookies["member"]
    assert hint.value == "1"
    assert (hint["httponly"], hint["samesite"], hint["secure"]) == ("", "Lax", "")
    assert hint["max-age"] == settings.SESSION_COOKIE_AGE
    gone = client.post("/account/sign-out/").cookies["member"]
    assert (gone.value, gone["max-age"]) == ("", 0)


def test_behind_tls_the_hint_travels_no_other_way(ben: Member, client: Client, settings: Any) -> None:
    settings.BEHIND_TLS = True
    assert sign_in(client, ben).cookies["member"]["secure"]


def test_the_owners_screens_give_and_take_the_hint_too(owner: Member, client: Client) -> None:
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/account/sign-in/?next=/admin/"
    assert sign_in(client, owner, next="/admin/").cookies["member"].value == "1"
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").cookies["member"]["max-age"] == 0


def test_signing_out_needs_a_form(ben: Member, client: Client) -> None:
    client.force_login(ben)
    assert client.get("/account/sign-out/").status_code == 405
    assert client.get("/me/").status_code == 200


def test_a_public_page_never_carries_the_hint(story: Story, ben: Member, client: Client) -> None:
    client.force_login(ben)
    strange = Client()
    for address in ("/", story.get_absolute_url()):
        mine, theirs = client.get(address), strange.get(address)
        assert mine.content == theirs.content
        assert not mine.cookies


def test_a_session_ends_after_two_weeks_though_it_is_used(ben: Member, client: Client) -> None:
    sign_in(client, ben)
    row = Session.objects.get()
    assert timedelta(days=13) < row.expire_date - clock.now() <= timedelta(days=14)
    for path in ("/me/", "/account/", "/studio/"):
        assert client.get(path).status_code == 200
    assert Session.objects.get().expire_date == row.expire_date, "using it makes it no longer"
    Session.objects.update(expire_date=clock.now())
    assert client.get("/me/").status_code == 204


def test_a_session_that_was_signed_out_opens_nothing_more(ben: Member, client: Client) -> None:
    sign_in(client, ben)
    kept = client.cookies["session"].value
    client.post("/account/sign-out/")
    thief = Client()
    thief.cookies["session"] = kept
    assert thief.get("/me/").status_code == 204
